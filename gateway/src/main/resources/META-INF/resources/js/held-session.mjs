// SPDX-License-Identifier: Apache-2.0
// One account at blocks that were chosen: it does not change, so it is asked for once.

import * as api from './api.mjs';
import { SessionState } from './session-state.mjs';

const RETRY_INTERVAL = 2000;
const HELD_NO_LONGER = 412;

export class HeldSession extends SessionState {
  #changed;
  #abort = new AbortController();
  #retry;

  /** @param changed called after every change of the fields */
  constructor(route, changed) {
    super(route);
    this.#changed = changed;
    this.#fetch();
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
