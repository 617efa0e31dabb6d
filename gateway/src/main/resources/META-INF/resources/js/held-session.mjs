// SPDX-License-Identifier: Apache-2.0
// One account at blocks that were chosen: it does not change, so it is asked for once.

import * as api from './api.mjs';

const RETRY_INTERVAL = 2000;
const HELD_NO_LONGER = 412;

/** Has what Session has. */
export class HeldSession {
  #changed;
  #abort = new AbortController();
  #retry;

  route;
  view = null;
  refusal = null;
  trouble = null;
  connection = 'connecting';
  heardAt = null;
  clockAhead = 0;
  reorgs = [];

  /** @param changed called after every change of the fields */
  constructor(route, changed) {
    this.route = route;
    this.#changed = changed;
    this.#fetch();
  }

  get isWaiting() {
    return this.view === null && this.refusal === null && this.connection === 'connecting';
  }

  end() {
    this.#abort.abort();
    clearTimeout(this.#retry);
  }

  async #fetch() {
    try {
      const [answer, { portfolio }] = await Promise.all([
        api.getExposure(this.route, this.#abort.signal), api.getPortfolio(this.route, this.#abort.signal)]);
      this.view = { answer, portfolio, sameBlocks: true };
      this.connection = 'held';
      this.trouble = null;
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      if (!(error instanceof api.ApiError)) throw error;
      this.#failed(error);
    }
    this.#changed();
  }

  #failed({ status, isRefusal, field, message }) {
    if (isRefusal || status === HELD_NO_LONGER) {
      this.refusal = { field, message };
      return;
    }
    this.connection = 'lost';
    this.trouble = message;
    this.#retry = setTimeout(() => this.#fetch(), RETRY_INTERVAL);
  }
}
