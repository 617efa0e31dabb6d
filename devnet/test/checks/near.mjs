// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';

/** Equal up to `tolerance` base units: protocols round, and a second of interest passes with every block. */
export function near(actual, expected, tolerance, what = 'amount') {
  const difference = actual > expected ? actual - expected : expected - actual;
  assert.ok(difference <= BigInt(tolerance), `${what}: ${actual} is not within ${tolerance} of ${expected}`);
}
