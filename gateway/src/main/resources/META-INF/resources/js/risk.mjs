// SPDX-License-Identifier: Apache-2.0
// What the account's portfolio requires and may lose, asked for again whenever the portfolio changes.

import * as api from './api.mjs';
import { Paced } from './paced.mjs';

const MARGIN_INTERVAL = 1000;
const STRESS_INTERVAL = 5000;

export class Risk {
  #changed;
  #abort = new AbortController();
  #marginTask = new Paced(() => this.#keep(async () => { this.margin = await api.getMargin(this.#route, this.#abort.signal); }), MARGIN_INTERVAL);
  #stressTask = new Paced(() => this.#keep(async () => { this.stress = await api.getStress(this.#route, this.#abort.signal); }), STRESS_INTERVAL);
  #route;

  /** GetMarginResponse, null until there is one. */
  margin = null;
  /** StressResponse, null until there is one. */
  stress = null;
  /** Why the newest figures cannot be had; one sentence. */
  trouble = null;

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
  }

  /** What was known stays when the gateway cannot answer now; the next change asks again. */
  async #keep(fetching) {
    try {
      await fetching();
      this.trouble = null;
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      if (!(error instanceof api.ApiError)) throw error;
      this.trouble = error.message;
    }
    this.#changed();
  }
}
