// SPDX-License-Identifier: Apache-2.0
// What the account's portfolio requires and may lose, asked for again whenever the portfolio's stream tells of a change. A stream of
// its own (v1/margin/…/watch) would tell the same, but a browser has six connections to a host, for all its tabs together.

import * as api from './api.mjs';
import { Paced } from './paced.mjs';

const MARGIN_INTERVAL = 2000;
const STRESS_INTERVAL = 5000;
const RETRY_INTERVAL = 5000;

export class Risk {
  #changed;
  #abort = new AbortController();
  #marginTask = new Paced(() => this.#keep('margin', api.getMargin), MARGIN_INTERVAL);
  #stressTask = new Paced(() => this.#keep('stress', api.getStress), STRESS_INTERVAL);
  #route;
  #retry;

  /** GetMarginResponse, null until there is one. */
  margin = null;
  /** StressResponse, null until there is one. */
  stress = null;
  /** Why the newest of each cannot be had; one sentence, null when it can. */
  trouble = { margin: null, stress: null };

  /** @param changed called after every change of the fields */
  constructor(route, changed) {
    this.#route = route;
    this.#changed = changed;
  }

  /** Asks again, as often as that is sensible. */
  refresh() {
    this.#marginTask.ask();
    this.#stressTask.ask();
  }

  end() {
    this.#abort.abort();
    this.#marginTask.end();
    this.#stressTask.end();
    clearTimeout(this.#retry);
  }

  /** What was known stays when the gateway cannot answer now; it is asked again with the next change, or after a while. */
  async #keep(name, get) {
    try {
      this[name] = await get(this.#route, this.#abort.signal);
      this.trouble[name] = null;
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      if (!(error instanceof api.ApiError)) throw error;
      this.trouble[name] = error.message;
      clearTimeout(this.#retry);
      if (!error.isRefusal) this.#retry = setTimeout(() => this.refresh(), RETRY_INTERVAL);
    }
    this.#changed();
  }
}
