// SPDX-License-Identifier: Apache-2.0
import { encodeBytes32String } from 'ethers';
import { ether, NEVER } from '../units.mjs';

const NO_REFERRAL = encodeBytes32String('');
/** More base, and more quote, than any market here holds: the price limit ends the trade. */
const PLENTY = { base: ether(1_000_000), quote: ether(10_000_000_000) };

/** Perp v2 in the story's words: markets are ETH and BTC, sizes are whole base units. */
export class PerpDesk {
  constructor(world, side) {
    this.world = world;
    this.side = side;
    Object.assign(this, side.perp);
  }

  account(name) {
    return this.world.accounts[name];
  }

  async deposit(who, symbol, whole) {
    await this.world.approve(this.side, who, symbol, this.vault.address);
    await this.vault.send(this.account(who), 'deposit', this.side.tokens[symbol].address, this.world.amount(this.side, symbol, whole));
  }

  async withdraw(who, symbol, whole) {
    await this.vault.send(this.account(who), 'withdraw', this.side.tokens[symbol].address, this.world.amount(this.side, symbol, whole));
  }

  /** Buys (long) or sells (short) an exact size of base. */
  async trade(who, asset, direction, size) {
    const isShort = direction === 'short';
    await this.#open(who, asset, { isBaseToQuote: isShort, isExactInput: isShort, amount: ether(size), sqrtPriceLimitX96: 0n });
  }

  /** Trades until the market's price is exactly `price`. */
  async tradeTo(who, asset, price) {
    const { pool } = this.markets[asset];
    const target = pool.pair.sqrtPrice(price);
    const [current] = await pool.contract.read('slot0');
    if (current === target) return;
    const isShort = current > target;
    await this.#open(who, asset, { isBaseToQuote: isShort, isExactInput: true, amount: isShort ? PLENTY.base : PLENTY.quote, sqrtPriceLimitX96: target });
  }

  async close(who, asset) {
    await this.clearingHouse.send(this.account(who), 'closePosition',
      { baseToken: this.base(asset), sqrtPriceLimitX96: 0n, oppositeAmountBound: 0n, deadline: NEVER, referralCode: NO_REFERRAL });
  }

  /** Gives liquidity between two prices; base and quote: whole units at most. */
  async make(who, asset, { low, high, base, quote }) {
    const { lowerTick, upperTick } = this.ticks(asset, low, high);
    await this.clearingHouse.send(this.account(who), 'addLiquidity', {
      baseToken: this.base(asset), base: ether(base), quote: ether(quote), lowerTick, upperTick,
      minBase: 0n, minQuote: 0n, useTakerBalance: false, deadline: NEVER,
    });
  }

  /** Takes `percent` of the liquidity of a range back; 0 only collects its fees. */
  async unmake(who, asset, { low, high, percent }) {
    const { lowerTick, upperTick } = this.ticks(asset, low, high);
    const liquidity = ((await this.order(who, asset, low, high)).liquidity * BigInt(percent)) / 100n;
    await this.clearingHouse.send(this.account(who), 'removeLiquidity',
      { baseToken: this.base(asset), lowerTick, upperTick, liquidity, minBase: 0n, minQuote: 0n, deadline: NEVER });
  }

  async liquidate(liquidator, victim, asset) {
    await this.clearingHouse.send(this.account(liquidator), 'liquidate(address,address)', this.account(victim), this.base(asset));
  }

  /** Lets the index feeds take the newest answers into their averages; anybody may, a keeper has to. */
  async updateIndex() {
    await this.side.chain.transact({ from: this.world.accounts.keeper, to: this.indexUpdater.address, data: '0x' }, 'PriceFeedUpdater');
  }

  base(asset) {
    return this.markets[asset].baseToken.address;
  }

  ticks(asset, low, high) {
    const { pool } = this.markets[asset];
    const { tickLower: lowerTick, tickUpper: upperTick } = pool.pair.range(low, high, pool.spacing);
    return { lowerTick, upperTick };
  }

  order(who, asset, low, high) {
    const { lowerTick, upperTick } = this.ticks(asset, low, high);
    return this.orderBook.read('getOpenOrder', this.account(who), this.base(asset), lowerTick, upperTick);
  }

  /** Signed size in 10^-18 base: what a maker's ranges hold is part of it. */
  size(who, asset) {
    return this.accountBalance.read('getTotalPositionSize', this.account(who), this.base(asset));
  }

  takerSize(who, asset) {
    return this.accountBalance.read('getTakerPositionSize', this.account(who), this.base(asset));
  }

  pendingFunding(who, asset) {
    return this.exchange.read('getPendingFundingPayment', this.account(who), this.base(asset));
  }

  /** Signed, in 10^-18 USD. */
  accountValue(who) {
    return this.clearingHouse.read('getAccountValue', this.account(who));
  }

  async #open(who, asset, { isBaseToQuote, isExactInput, amount, sqrtPriceLimitX96 }) {
    await this.clearingHouse.send(this.account(who), 'openPosition', {
      baseToken: this.base(asset), isBaseToQuote, isExactInput, amount, oppositeAmountBound: 0n, deadline: NEVER, sqrtPriceLimitX96, referralCode: NO_REFERRAL,
    });
  }
}
