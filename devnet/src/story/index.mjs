// SPDX-License-Identifier: Apache-2.0
import * as aave from './steps-aave.mjs';
import { hedging } from './steps-hedged.mjs';
import * as market from './steps-market.mjs';
import * as perp from './steps-perp.mjs';
import * as uniswap from './steps-uniswap.mjs';
import * as vault from './steps-vault.mjs';

/**
 * The story, in order. A step has an `id`, the `chain` it happens on (A, B or AB), a `title` for people, and `run(world)`.
 * The order of transactions on each chain is part of it: the same story makes the same blocks on every machine.
 */
export const STORY = Object.freeze([
  ...aave.lending,
  ...uniswap.providing,
  market.nineDays,
  ...aave.servicing,
  ...uniswap.swapping,
  ...perp.opening,
  market.halfDay,
  ...perp.holding,
  market.fall, market.followFall,
  market.crash, market.followCrash,
  ...aave.liquidations,
  market.threeQuarters,
  ...perp.distress,
  market.recovery, market.followRecovery,
  ...perp.winding,
  ...hedging,
  ...vault.lending,
  market.sixHours,
  market.drift, market.followDrift,
  market.settle,
]);
