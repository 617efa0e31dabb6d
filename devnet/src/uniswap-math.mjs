// SPDX-License-Identifier: Apache-2.0
// Prices and ticks of Uniswap v3 in whole numbers only, so that every machine gets the same ones.
import { parseUnits } from 'ethers';

const MAX_TICK = 887272;
// 2^128 / 1.0001^(2^i / 2), the constants of TickMath.sol
const RATIOS = [
  0xfffcb933bd6fad37aa2d162d1a594001n, 0xfff97272373d413259a46990580e213an, 0xfff2e50f5f656932ef12357cf3c7fdccn,
  0xffe5caca7e10e4e61c3624eaa0941cd0n, 0xffcb9843d60f6159c9db58835c926644n, 0xff973b41fa98c081472e6896dfb254c0n,
  0xff2ea16466c96a3843ec78b326b52861n, 0xfe5dee046a99a2a811c461f1969c3053n, 0xfcbe86c7900a88aedcffc83b479aa3a4n,
  0xf987a7253ac413176f2b074cf7815e54n, 0xf3392b0822b70005940c7a398e4b70f3n, 0xe7159475a2c29b7443b29c7fa6e889d9n,
  0xd097f3bdfd2022b8845ad8f792aa5825n, 0xa9f746462d870fdf8a65dc1f90e061e5n, 0x70d869a156d2a1b890bb3df62baf32f7n,
  0x31be135f97d08fd981231505542fcfa6n, 0x9aa508b5b7a84e1c677de54f3e99bc9n, 0x5d6af8dedb81196699c329225ee604n,
  0x2216e584f5fa1ea926041bedfe98n, 0x48a170391f7dc42444e8fa2n,
];

/** sqrt(1.0001^tick) x 2^96, rounded up, as TickMath.getSqrtRatioAtTick. */
export function sqrtRatioAtTick(tick) {
  const steps = Math.abs(tick);
  if (steps > MAX_TICK) throw new RangeError(`tick ${tick}`);
  let ratio = 1n << 128n;
  RATIOS.forEach((factor, bit) => { if (steps & (1 << bit)) ratio = (ratio * factor) >> 128n; });
  if (tick > 0) ratio = ((1n << 256n) - 1n) / ratio;
  return (ratio >> 32n) + (ratio & 0xffffffffn ? 1n : 0n);
}

/** The greatest tick whose ratio is not above `sqrtPriceX96`. */
export function tickAtSqrtRatio(sqrtPriceX96) {
  let low = -MAX_TICK;
  let high = MAX_TICK;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sqrtRatioAtTick(middle) <= sqrtPriceX96) low = middle;
    else high = middle - 1;
  }
  return low;
}

function sqrt(value) {
  let x = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (x + value / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** Two tokens as a pool sees them: `base` is priced in `quote`, whichever of them is token0. */
export class Pair {
  /** @param {{address: string, decimals: number}} base @param {{address: string, decimals: number}} quote */
  constructor(base, quote) {
    this.base = base;
    this.quote = quote;
    this.baseIsToken0 = BigInt(base.address) < BigInt(quote.address);
    [this.token0, this.token1] = this.baseIsToken0 ? [base, quote] : [quote, base];
  }

  /** The pool's sqrtPriceX96 for a price in whole quote per whole base. */
  sqrtPrice(price) {
    const quoteUnits = parseUnits(String(price), 18) * 10n ** BigInt(this.quote.decimals);
    const baseUnits = 10n ** BigInt(18 + this.base.decimals);
    return this.baseIsToken0 ? sqrt((quoteUnits << 192n) / baseUnits) : sqrt((baseUnits << 192n) / quoteUnits);
  }

  /** The ticks of a range between two prices, both rounded down to the pool's spacing. */
  range(low, high, spacing) {
    const ticks = [low, high].map((price) => Math.floor(tickAtSqrtRatio(this.sqrtPrice(price)) / spacing) * spacing);
    return { tickLower: Math.min(...ticks), tickUpper: Math.max(...ticks) };
  }

  /** [amount0, amount1] of amounts in base units of `base` and `quote`. */
  order(baseAmount, quoteAmount) {
    return this.baseIsToken0 ? [baseAmount, quoteAmount] : [quoteAmount, baseAmount];
  }
}
