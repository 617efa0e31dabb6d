// SPDX-License-Identifier: Apache-2.0
import { Reverted } from './chain.mjs';
import { mulberry32 } from './random.mjs';
import { arbitrages } from './story/steps-market.mjs';
import { feedPrice } from './units.mjs';

/** Between blocks: what is slow enough for a machine that does something else meanwhile. */
const BLOCK_SECONDS = 4;
const SEED = 20260921;
const TICKS_BETWEEN_TRADES = 4;
const TICKS_BETWEEN_INDEX_UPDATES = 15;
/** Share of the price that a block's move is drawn from, and how much of the way back to the anchor it takes. */
const MOVE = 0.0008;
const PULL = 0.01;

/**
 * The chains' life after the story: every four seconds one block on each, at the same second, with the feeds' new prices in it;
 * every few seconds the trader brings one more market to the feeds. Prices are drawn from a seed and stay near where they began.
 */
export class Live {
  #world;
  #listeners;
  #periodMs;
  #random = mulberry32(SEED);
  #anchor;
  #ticks = 0;
  #trade;
  #running = false;
  #abandoned = false;
  #loop;
  #wake = () => {};

  constructor(world) {
    this.#world = world;
    this.#anchor = { ETH: Number(world.prices.ETH), BTC: Number(world.prices.BTC) };
  }

  /** Begins, or goes on after `stop` where it was. @param {object} options as those of `Devnet.live` */
  async start({ onTick = () => {}, onError = () => {}, periodMs = 1000 * BLOCK_SECONDS } = {}) {
    this.#listeners = { onTick, onError };
    this.#periodMs = periodMs;
    await Promise.all(this.#chains().map((chain) => chain.setClocked(true)));
    this.#running = true;
    this.#loop = this.#run();
  }

  /** Ends after the block in hand and the trade under way; every transaction makes a block again. */
  async stop() {
    this.#running = false;
    this.#wake();
    await this.#loop;
    while (this.#trade && !this.#abandoned) await this.#tick();
    await Promise.all(this.#chains().map((chain) => chain.setClocked(false)));
  }

  /** The nodes are about to end: no more requests to them, and nobody is told that they fail. */
  abandon() {
    this.#abandoned = true;
    this.#running = false;
    this.#wake();
  }

  async #run() {
    let due = performance.now();
    while (this.#running) {
      try {
        await this.#tick();
      } catch (error) {
        if (!this.#abandoned) this.#listeners.onError(error);
      }
      due = Math.max(due + this.#periodMs, performance.now());
      if (this.#running) await this.#until(due);
    }
  }

  #until(due) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, due - performance.now());
      this.#wake = () => { clearTimeout(timer); resolve(); };
    });
  }

  async #tick() {
    const chains = this.#chains();
    const blocks = await Promise.all(chains.map((chain) => chain.block()));
    const time = Math.max(...blocks.map((block) => block.timestamp)) + BLOCK_SECONDS;
    const submitted = await this.#submitPrices();
    if (!this.#trade && this.#running && this.#ticks % TICKS_BETWEEN_TRADES === 0) this.#startTrade();
    this.#ticks += 1;
    await Promise.all(chains.map((chain) => chain.tick(time)));
    for (const { chain, hash } of submitted) {
      const receipt = await chain.receipt(hash);
      if (receipt?.status !== '0x1') throw new Reverted('a price', chain.name, 'the feed refused it', hash);
    }
    await this.#listeners.onTick({ time, prices: { ...this.#world.prices } });
  }

  async #submitPrices() {
    const world = this.#world;
    for (const asset of ['ETH', 'BTC']) world.prices[asset] = this.#nextPrice(asset);
    const { keeper } = world.accounts;
    const perSide = await Promise.all([world.A, world.B].map(async ({ chain, feeds }) => {
      const sent = [];
      for (const asset of ['ETH', 'BTC']) sent.push({ chain, hash: await feeds[asset].submit(keeper, 'setAnswer', feedPrice(world.prices[asset])) });
      return sent;
    }));
    if (this.#ticks % TICKS_BETWEEN_INDEX_UPDATES === 0) await world.B.chain.submit({ from: keeper, to: world.B.perp.indexUpdater.address, data: '0x' });
    return perSide.flat();
  }

  #nextPrice(asset) {
    const price = Number(this.#world.prices[asset]);
    const step = price * MOVE * (this.#random() + this.#random() + this.#random() - 1.5) - PULL * (price - this.#anchor[asset]);
    return (price + step).toFixed(2);
  }

  #startTrade() {
    const trades = arbitrages(this.#world);
    const trade = trades[Math.floor(this.#ticks / TICKS_BETWEEN_TRADES) % trades.length];
    this.#trade = trade()
      .catch((error) => { if (!this.#abandoned) this.#listeners.onError(error); })
      .finally(() => { this.#trade = undefined; });
  }

  #chains() {
    return [this.#world.A.chain, this.#world.B.chain];
  }
}
