// SPDX-License-Identifier: Apache-2.0
import { MAX_UINT128, NEVER } from '../units.mjs';

const NO_LIMIT = 0n;

/** Uniswap v3 in the story's words. Positions have names; `ids` holds their token ids. */
export class UniswapDesk {
  constructor(world, side) {
    this.world = world;
    this.side = side;
    this.ids = {};
    Object.assign(this, side.uniswap);
  }

  account(name) {
    return this.world.accounts[name];
  }

  /**
   * Opens a range and remembers its token id under `name`.
   * @param {{pool: string, low: number|string, high: number|string, base: number|string, quote: number|string}} range
   *        prices in quote per base; base and quote: whole tokens at most
   */
  async open(name, who, { pool: poolName, low, high, base, quote }) {
    const { pair, fee, spacing } = this.pools[poolName];
    for (const { symbol } of [pair.base, pair.quote]) await this.world.approve(this.side, who, symbol, this.positions.address);
    const [amount0Desired, amount1Desired] = pair.order(this.#amount(pair.base, base), this.#amount(pair.quote, quote));
    const receipt = await this.positions.send(this.account(who), 'mint', {
      token0: pair.token0.address, token1: pair.token1.address, fee, ...pair.range(low, high, spacing),
      amount0Desired, amount1Desired, amount0Min: 0n, amount1Min: 0n, recipient: this.account(who), deadline: NEVER,
    });
    const [{ tokenId }] = this.positions.events(receipt, 'IncreaseLiquidity');
    this.ids[name] = tokenId;
  }

  async increase(name, who, poolName, { base, quote }) {
    const { pair } = this.pools[poolName];
    const [amount0Desired, amount1Desired] = pair.order(this.#amount(pair.base, base), this.#amount(pair.quote, quote));
    await this.positions.send(this.account(who), 'increaseLiquidity', {
      tokenId: this.ids[name], amount0Desired, amount1Desired, amount0Min: 0n, amount1Min: 0n, deadline: NEVER,
    });
  }

  /** Takes `percent` of the liquidity out; what comes free stays with the position until it is collected. */
  async decrease(name, who, percent) {
    const { liquidity } = await this.position(name);
    await this.positions.send(this.account(who), 'decreaseLiquidity', {
      tokenId: this.ids[name], liquidity: (liquidity * BigInt(percent)) / 100n, amount0Min: 0n, amount1Min: 0n, deadline: NEVER,
    });
  }

  /** What a collect of everything would pay now: [amount0, amount1]. */
  async collectable(name, who) {
    return this.positions.readAs(this.account(who), 'collect', this.#collect(name, who, MAX_UINT128, MAX_UINT128));
  }

  async collectAll(name, who) {
    await this.positions.send(this.account(who), 'collect', this.#collect(name, who, MAX_UINT128, MAX_UINT128));
  }

  /** Collects `percent` of what is collectable, rounded down. */
  async collectPart(name, who, percent) {
    const [amount0, amount1] = (await this.collectable(name, who)).map((amount) => (amount * BigInt(percent)) / 100n);
    await this.positions.send(this.account(who), 'collect', this.#collect(name, who, amount0, amount1));
  }

  async give(name, from, to) {
    await this.positions.send(this.account(from), 'safeTransferFrom(address,address,uint256)', this.account(from), this.account(to), this.ids[name]);
  }

  async burn(name, who) {
    await this.positions.send(this.account(who), 'burn', this.ids[name]);
  }

  /** Sells an exact amount of one token of a pool for the other. */
  async sell(who, poolName, symbol, whole) {
    const { pair } = this.pools[poolName];
    const zeroForOne = pair.token0.symbol === symbol;
    await this.#swap(who, poolName, zeroForOne, this.world.amount(this.side, symbol, whole), NO_LIMIT);
  }

  /** Swaps until the pool's price is exactly `price`, in quote per base. */
  async swapTo(who, poolName, price) {
    const pool = this.pools[poolName];
    const target = pool.pair.sqrtPrice(price);
    const [current] = await pool.contract.read('slot0');
    if (current === target) return;
    const zeroForOne = current > target;
    const { symbol } = zeroForOne ? pool.pair.token0 : pool.pair.token1;
    await this.#swap(who, poolName, zeroForOne, await this.world.balance(this.side, who, symbol), target);
    const [reached] = await pool.contract.read('slot0');
    if (reached !== target) throw new Error(`${who} has too little ${symbol} to bring ${poolName} to ${price}`);
  }

  async owner(name) {
    return (await this.positions.read('ownerOf', this.ids[name])).toLowerCase();
  }

  async position(name) {
    const [, , token0, token1, fee, tickLower, tickUpper, liquidity, , , tokensOwed0, tokensOwed1] =
      await this.positions.read('positions', this.ids[name]);
    return { token0, token1, fee, tickLower: Number(tickLower), tickUpper: Number(tickUpper), liquidity, tokensOwed0, tokensOwed1 };
  }

  async tick(poolName) {
    const [, tick] = await this.pools[poolName].contract.read('slot0');
    return Number(tick);
  }

  async #swap(who, poolName, zeroForOne, amountIn, sqrtPriceLimitX96) {
    const { pair, fee } = this.pools[poolName];
    const [tokenIn, tokenOut] = zeroForOne ? [pair.token0, pair.token1] : [pair.token1, pair.token0];
    await this.world.approve(this.side, who, tokenIn.symbol, this.router.address);
    await this.router.send(this.account(who), 'exactInputSingle', {
      tokenIn: tokenIn.address, tokenOut: tokenOut.address, fee, recipient: this.account(who), deadline: NEVER,
      amountIn, amountOutMinimum: 0n, sqrtPriceLimitX96,
    });
  }

  #collect(name, who, amount0Max, amount1Max) {
    return { tokenId: this.ids[name], recipient: this.account(who), amount0Max, amount1Max };
  }

  #amount(token, whole) {
    return this.world.amount(this.side, token.symbol, whole);
  }
}
