// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { Pair, sqrtRatioAtTick, tickAtSqrtRatio } from '../src/uniswap-math.mjs';

// TickMath.MIN_SQRT_RATIO and MAX_SQRT_RATIO
const MIN_RATIO = 4295128739n;
const MAX_RATIO = 1461446703485210103287273052203988822378723970342n;
const ONE = { address: '0x01', decimals: 18 };
const TWO = { address: '0x02', decimals: 6 };

test('ratios at the ends and in the middle are those of TickMath', () => {
  assert.equal(sqrtRatioAtTick(-887272), MIN_RATIO);
  assert.equal(sqrtRatioAtTick(887272), MAX_RATIO);
  assert.equal(sqrtRatioAtTick(0), 1n << 96n);
  assert.throws(() => sqrtRatioAtTick(887273), RangeError);
});

test('a tick is found again from its ratio, and from a little more', () => {
  for (const tick of [-887272, -200000, -1, 0, 1, 60, 199999, 887271]) {
    assert.equal(tickAtSqrtRatio(sqrtRatioAtTick(tick)), tick);
    assert.equal(tickAtSqrtRatio(sqrtRatioAtTick(tick + 1) - 1n), tick);
  }
});

test('a price is the same price whichever token is token0', () => {
  // 1/4 quote per base: sqrt = 1/2, with 12 decimals between them 10^-6
  assert.equal(new Pair({ ...ONE, decimals: 6 }, TWO).sqrtPrice('0.25'), 1n << 95n);
  assert.equal(new Pair({ ...TWO, address: '0x03' }, TWO).sqrtPrice('0.25'), 1n << 97n);
  assert.equal(new Pair(ONE, TWO).sqrtPrice('4'), (2n << 96n) / 10n ** 6n);
});

test('ranges keep the spacing and the order of ticks', () => {
  for (const pair of [new Pair(ONE, TWO), new Pair({ ...ONE, address: '0x03' }, TWO)]) {
    const { tickLower, tickUpper } = pair.range(2600, 3300, 60);
    assert.ok(tickLower < tickUpper);
    assert.equal(Math.abs(tickLower % 60), 0);
    assert.equal(Math.abs(tickUpper % 60), 0);
  }
});
