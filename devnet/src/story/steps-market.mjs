// SPDX-License-Identifier: Apache-2.0
import { DAY, HOUR, MINUTE } from '../units.mjs';

const both = 'AB';

const pass = (id, title, seconds) => ({ id, chain: both, title, run: ({ jump }) => jump(seconds) });

/** New prices on both chains in one step, some minutes after what happened before. */
const prices = (id, title, changed) => ({ id, chain: both, title, run: async ({ jump, setPrices }) => { await jump(10 * MINUTE); await setPrices(changed); } });

const follow = (id, title) => ({ id, chain: 'B', title, run: async (world) => { for (const trade of arbitrages(world)) await trade(); } });

/** For each market with a price: the trade that brings it to the feeds, by the trader. */
export function arbitrages({ uniswap, perp, prices: { ETH, BTC } }) {
  return [
    () => uniswap.swapTo('trader', 'ETH/USDC', ETH),
    () => uniswap.swapTo('trader', 'ETH/USDC low', ETH),
    () => uniswap.swapTo('trader', 'BTC/ETH', ratio(BTC, ETH)),
    () => perp.tradeTo('trader', 'ETH', ETH),
    () => perp.tradeTo('trader', 'BTC', BTC),
  ];
}

/** BTC in ETH with 12 decimals. */
function ratio(btc, eth) {
  const scaled = (BigInt(Math.round(Number(btc) * 100)) * 10n ** 12n) / BigInt(Math.round(Number(eth) * 100));
  return `${scaled / 10n ** 12n}.${String(scaled % 10n ** 12n).padStart(12, '0')}`;
}

export const nineDays = pass('nine-days', 'nine days pass: interest accrues', 9 * DAY);
export const halfDay = pass('half-day', 'twelve hours pass: funding accrues', 12 * HOUR);
export const threeQuarters = pass('forty-five-minutes', 'forty-five minutes pass: the perp\'s averages follow', 45 * MINUTE);
export const sixHours = pass('six-hours', 'six hours pass', 6 * HOUR);

export const fall = prices('eth-falls', 'ETH falls to 2,780, BTC to 57,500', { ETH: '2780', BTC: '57500' });
export const followFall = follow('pools-follow-fall', 'trader brings the pools and the perps down to the feeds');
export const crash = prices('eth-crashes', 'ETH falls to 2,650, BTC to 56,000', { ETH: '2650', BTC: '56000' });
export const followCrash = follow('pools-follow-crash', 'trader brings the pools and the perps down again');
export const recovery = prices('eth-recovers', 'ETH recovers to 2,900, BTC to 59,000', { ETH: '2900', BTC: '59000' });
export const followRecovery = follow('pools-follow-recovery', 'trader brings the pools and the perps up to the feeds');
export const drift = prices('eth-drifts', 'ETH drifts to 2,930: hedged hardly notices', { ETH: '2930', BTC: '59200' });
export const followDrift = follow('pools-follow-drift', 'trader brings the pools and the perps to the feeds a last time');

/** More than the 64 blocks that anvil calls not final. */
const LAST_BLOCKS = 72;

export const settle = {
  id: 'settle', chain: both, title: 'both chains come to the same second and mine 72 blocks: everything above is final',
  /** @returns {Promise<number>} unix second from which on everything above is final on both chains, whoever else writes to them meanwhile */
  run: async ({ A, B, jump }) => {
    const heights = await jump(1);
    const chains = [A.chain, B.chain];
    await Promise.all(chains.map((chain) => chain.mine(LAST_BLOCKS)));
    const last = await Promise.all(chains.map((chain, i) => chain.block(heights[i] + LAST_BLOCKS)));
    return Math.max(...last.map((block) => block.timestamp));
  },
};
