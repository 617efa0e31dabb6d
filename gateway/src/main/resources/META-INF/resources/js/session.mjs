// SPDX-License-Identifier: Apache-2.0
// One account as it is looked at: its portfolio from the stream, its exposure asked for again whenever that changes, both
// shown at the same blocks.

import * as api from './api.mjs';
import { Paced } from './paced.mjs';
import { advance, cutOf, StreamBroken } from './portfolio-state.mjs';
import { SessionState } from './session-state.mjs';
import { Watch } from './watch.mjs';

/** Figures that change oftener cannot be read. */
const REFETCH_INTERVAL = 2000;
const RETRY_INTERVAL = 2000;
/** How long an exposure waits for the portfolio of the same blocks. */
const PAIRING_PATIENCE = 500;
const KEPT_STATES = 16;
const KEPT_REORGS = 3;

export class Session extends SessionState {
  #changed;
  #abort = new AbortController();
  #refetch = new Paced(() => this.#fetch(), REFETCH_INTERVAL);
  #watch;
  #newest;
  #states = new Map();
  #exposure;
  #patience;
  #retry;
  #ended = false;

  /** @param changed called after every change of the fields */
  constructor(route, changed) {
    super(route);
    this.#changed = changed;
    this.#refetch.ask();
  }

  end() {
    this.#ended = true;
    this.#abort.abort();
    this.#refetch.end();
    this.#watch?.close();
    clearTimeout(this.#patience);
    clearTimeout(this.#retry);
  }

  forget(reorg) {
    this.reorgs = this.reorgs.filter((entry) => entry !== reorg);
    this.#changed();
  }

  async #fetch() {
    try {
      this.#exposure = await api.getExposure(this.route, this.#abort.signal);
      this.trouble = null;
    } catch (error) {
      if (!this.#ended) this.#failed(error);
      return;
    }
    if (this.#ended) return;
    this.#watch ??= this.#open();
    this.#pair();
  }

  #failed(error) {
    if (!(error instanceof api.ApiError)) throw error;
    if (error.isRefusal) return this.#refuse(error);
    this.trouble = error.message;
    if (!this.#watch) this.connection = 'lost';
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#refetch.ask(), RETRY_INTERVAL);
    return this.#changed();
  }

  #refuse({ field, message }) {
    this.end();
    this.refusal = { field, message };
    this.view = null;
    this.#changed();
  }

  #open() {
    return new Watch((heartbeat) => api.watchUrl(this.route, heartbeat), {
      message: (message) => this.#received(message),
      opening: () => this.#opening(),
      lost: () => this.#lost(),
      explain: () => this.#explain(),
    });
  }

  #received(message) {
    try {
      this.#newest = advance(this.#newest, message);
    } catch (error) {
      if (!(error instanceof StreamBroken)) throw error;
      this.#watch.restart();
      return;
    }
    const recovered = this.connection !== 'live';
    this.connection = 'live';
    this.heardAt = performance.now();
    if (message.heartbeat) this.clockAhead = Date.parse(message.heartbeat.sent_at) - Date.now();
    else this.#remember(message.delta?.reorgs ?? []);
    if (!message.heartbeat || recovered) this.#refetch.ask();
    this.#pair();
  }

  #remember(reorgs) {
    const cut = cutOf(this.#newest);
    this.#states.delete(cut);
    this.#states.set(cut, this.#newest);
    if (this.#states.size > KEPT_STATES) this.#states.delete(this.#states.keys().next().value);
    const at = performance.now();
    this.reorgs = [...reorgs.map((reorg) => ({ reorg, at })), ...this.reorgs].slice(0, KEPT_REORGS);
  }

  #opening() {
    if (this.connection !== 'live') return;
    this.connection = 'connecting';
    this.#changed();
  }

  #lost() {
    this.connection = 'lost';
    this.#changed();
  }

  async #explain() {
    try {
      await api.getPortfolio(this.route, this.#abort.signal);
      return true;
    } catch (error) {
      if (this.#ended) return false;
      if (!(error instanceof api.ApiError)) throw error;
      if (error.isRefusal) {
        this.#refuse(error);
        return false;
      }
      return true;
    }
  }

  /** Shows the newest exposure with the portfolio of the same blocks or, after a while, with the newest one. */
  #pair() {
    if (!this.#exposure) return;
    const twin = this.#states.get(cutOf(this.#exposure.view));
    if (twin) this.#show(twin, true);
    else {
      this.#patience ??= setTimeout(() => this.#show(this.#newest, false), PAIRING_PATIENCE);
      this.#changed();
    }
  }

  #show(portfolio, sameBlocks) {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.view = { answer: this.#exposure, portfolio, sameBlocks };
    this.#changed();
  }
}
