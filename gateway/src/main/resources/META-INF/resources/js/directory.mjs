// SPDX-License-Identifier: Apache-2.0
// What the gateway tells about itself: its chains and venues, the accounts it has names for, what it publishes.

import * as api from './api.mjs';
import { Paced } from './paced.mjs';

const VENUES_INTERVAL = 1000;
const BLOCKS_INTERVAL = 10_000;
const PUBLICATIONS_INTERVAL = 5000;
/** How often everything is asked for although nothing is known to have changed. */
const POLL_INTERVAL = 5000;
/** A gateway without a publisher is asked again after this time. */
const UNPUBLISHED_INTERVAL = 60_000;

export class Directory {
  #changed;
  #venuesTask = new Paced(() => this.#fetchVenues(), VENUES_INTERVAL);
  #publicationsTask = new Paced(() => this.#fetchPublications(), PUBLICATIONS_INTERVAL);
  #blocksTask = new Paced(() => this.#keep(async () => { this.blocks = (await api.listBlocks()).chains; }), BLOCKS_INTERVAL);
  #accountsKnown = false;
  #notBefore = 0;

  accounts = [];
  /** ListVenuesResponse, null until there is one. */
  venues = null;
  /** HeldBlocks messages, as far as they were asked for. */
  blocks = [];
  /** Publications, null when this gateway does not publish. */
  publications = null;

  /** @param changed called after every change of the fields */
  constructor(changed) {
    this.#changed = changed;
  }

  get chains() {
    return this.venues?.chains ?? [];
  }

  start() {
    this.refresh();
    setInterval(() => this.refresh(), POLL_INTERVAL);
  }

  /** Asks for what may have changed, as often as that is sensible. */
  refresh() {
    this.#venuesTask.ask();
    this.#publicationsTask.ask();
  }

  /** Asks for the blocks that a cut may name. */
  refreshBlocks() {
    this.#blocksTask.ask();
  }

  async #fetchVenues() {
    await this.#keep(async () => {
      if (!this.#accountsKnown) {
        this.accounts = (await api.listAccounts()).accounts;
        this.#accountsKnown = true;
      }
      this.venues = await api.listVenues();
    });
  }

  async #fetchPublications() {
    if (performance.now() < this.#notBefore) return;
    await this.#keep(async () => {
      try {
        this.publications = (await api.listPublications()).publications;
      } catch (error) {
        if (error.status !== 404 && error.status !== 503) throw error;
        this.publications = null;
        this.#notBefore = performance.now() + UNPUBLISHED_INTERVAL;
      }
    });
  }

  /** What was known stays shown when the gateway does not answer: its age is on the page, and the next poll asks again. */
  async #keep(fetching) {
    try {
      await fetching();
      this.#changed();
    } catch (error) {
      if (!(error instanceof api.ApiError)) throw error;
    }
  }
}
