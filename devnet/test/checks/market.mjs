// SPDX-License-Identifier: Apache-2.0
// What time, prices and arbitrage must have done.
import assert from 'node:assert/strict';
import { DAY, feedPrice, HOUR, MINUTE } from '../../src/units.mjs';
import { near } from './near.mjs';

const times = ({ A, B }) => Promise.all([A.chain.block(), B.chain.block()]);

/** Both chains are at one second, `seconds` later than the later of them was. */
const passed = (seconds, alsoBefore = async () => undefined, alsoAfter = async () => {}) => ({
  before: async (world) => ({ blocks: await times(world), also: await alsoBefore(world) }),
  after: async (world, { blocks, also }) => {
    const now = await times(world);
    assert.equal(now[0].timestamp, now[1].timestamp);
    assert.equal(now[0].timestamp, Math.max(...blocks.map((block) => block.timestamp)) + seconds);
    await alsoAfter(world, also);
  },
});

/** Both chains' feeds say the same, and the perp's index does, too. */
const priced = (eth, btc) => async ({ A, B, perp, accounts }) => {
  for (const side of [A, B]) {
    for (const [asset, price] of [['ETH', eth], ['BTC', btc], ['USDC', 1]]) {
      const [, answer, , updatedAt] = await side.feeds[asset].read('latestRoundData');
      assert.equal(answer, feedPrice(price), `${asset} on ${side.chain.name}`);
      assert.ok((await side.chain.block()).timestamp - Number(updatedAt) < MINUTE);
    }
  }
  assert.equal(await perp.markets.ETH.baseToken.read('getIndexPrice', 0n), feedPrice(eth) * 10n ** 10n);
  assert.equal(await perp.indexFeeds.ETH.read('getLastValidPrice'), feedPrice(eth), 'the index average has seen the price');
  assert.equal(await A.aave.oracle.readAs(accounts.keeper, 'getAssetPrice', A.tokens.WETH.address), feedPrice(eth));
};

const arbitraged = (eth) => async ({ uniswap, perp }) => {
  for (const pool of [uniswap.pools['ETH/USDC'], uniswap.pools['ETH/USDC low'], perp.markets.ETH.pool]) {
    const [sqrtPrice] = await pool.contract.read('slot0');
    assert.equal(sqrtPrice, pool.pair.sqrtPrice(eth));
  }
};

export const marketChecks = {
  'nine-days': passed(9 * DAY,
    ({ aave }) => aave.userReserve('bob', 'USDC'),
    async ({ aave }, was) => {
      const now = await aave.userReserve('bob', 'USDC');
      assert.equal(now.scaledVariableDebt, was.scaledVariableDebt, 'no event');
      assert.ok(now.variableDebt > was.variableDebt, 'and yet more debt');
    }),
  'half-day': passed(12 * HOUR,
    ({ perp }) => perp.pendingFunding('ivan', 'ETH'),
    async ({ perp }, was) => {
      assert.ok((await perp.pendingFunding('ivan', 'ETH')) > was + 50n * 10n ** 18n, 'longs pay: the market is above the index');
      assert.ok((await perp.pendingFunding('bob', 'ETH')) < 0n, 'shorts receive');
    }),
  'forty-five-minutes': passed(45 * MINUTE, undefined, async ({ perp }) => {
    const mark = await perp.accountBalance.read('getMarkPrice', perp.base('ETH'));
    near(mark, 2650n * 10n ** 18n, 10n * 10n ** 18n, 'mark price');
  }),
  'six-hours': passed(6 * HOUR),
  'eth-falls': priced(2780, 57_500),
  'eth-crashes': async (world) => {
    await priced(2650, 56_000)(world);
    assert.ok((await world.aave.userAccount('heidi')).healthFactor < 10n ** 18n, 'heidi can be liquidated');
  },
  'eth-recovers': priced(2900, 59_000),
  'eth-drifts': priced(2930, 59_200),
  'pools-follow-fall': arbitraged(2780),
  'pools-follow-crash': arbitraged(2650),
  'pools-follow-recovery': arbitraged(2900),
  'pools-follow-drift': arbitraged(2930),
  settle: passed(1 + 72),
};
