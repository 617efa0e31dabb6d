// SPDX-License-Identifier: Apache-2.0
// What all accounts hold together, asked for again while somebody looks at it.

import * as api from './api.mjs';
import { Paced } from './paced.mjs';

const INTERVAL = 3000;

export class Book {
  #changed;
  #route;
  #abort = new AbortController();
  #task = new Paced(() => this.#fetch(), INTERVAL);

  /** GetTotalsResponse, null until there is one. */
  totals = null;
  /** Why the newest cannot be had; one sentence, null when it can. */
  trouble = null;

  /** @param changed called after every change of the fields */
  constructor(route, changed) {
    this.#route = route;
    this.#changed = changed;
  }

  /** Asks again, as often as that is sensible. */
  refresh() {
    this.#task.ask();
  }

  end() {
    this.#abort.abort();
    this.#task.end();
  }

  async #fetch() {
    try {
      this.totals = await api.getTotals(this.#route, this.#abort.signal);
      this.trouble = null;
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      if (!(error instanceof api.ApiError)) throw error;
      this.trouble = error.message;
    }
    this.#changed();
  }
}
