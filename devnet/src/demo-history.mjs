// SPDX-License-Identifier: Apache-2.0
import { GENESIS_TIME } from './deploy.mjs';
import { mulberry32 } from './random.mjs';
import { DAY } from './units.mjs';

const SEED = 20250401;
const DAYS_BEFORE = 620;
/** The chains' clock runs on for days: nothing after its present is looked at. */
const DAYS_AFTER = 40;
/** One day in so many moves three times as far. */
const WILD_DAY = 40;
const WILD = 3;

/** Price on the day of genesis, standard deviation of a day, share of the move that all have in common. */
const COINS = [
  { price: 3000, daily: 0.033, common: 0.85 },
  { price: 60000, daily: 0.024, common: 0.85 },
  { price: 1, daily: 0.0004, common: 0 },
];

/**
 * A made-up history of daily closes for the demo, the same at every start: ETH, BTC and USDC, drawn from a seed.
 * @param {[string, string, string]} underlyings ids of the three
 */
export function demoHistory(underlyings) {
  const random = mulberry32(SEED);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const logs = COINS.map(() => 0);
  const rows = [];
  for (let day = -DAYS_BEFORE; day <= DAYS_AFTER; day += 1) {
    const size = random() * WILD_DAY < 1 ? WILD : 1;
    const together = normal();
    COINS.forEach(({ daily, common }, i) => {
      logs[i] += size * daily * (common * together + Math.sqrt(1 - common * common) * normal()) - 0.01 * logs[i];
      rows.push({ day, i, log: logs[i] });
    });
  }
  const atGenesis = COINS.map((_, i) => rows.find((row) => row.day === 0 && row.i === i).log);
  const line = ({ day, i, log }) => `${date(day)},${underlyings[i]},${(COINS[i].price * Math.exp(log - atGenesis[i])).toPrecision(5)}`;
  return `date,underlying,close\n${rows.map(line).join('\n')}\n`;
}

const date = (day) => new Date((GENESIS_TIME + day * DAY) * 1000).toISOString().slice(0, 10);
