// SPDX-License-Identifier: Apache-2.0
// What every step on Perp must have done, by the protocol's own views.
import assert from 'node:assert/strict';
import { ether, usdc } from '../../src/units.mjs';
import { BTC_RANGE, ETH_RANGE } from '../../src/story/steps-perp.mjs';
import { near } from './near.mjs';

const DUST = 1_000n; // 10^-18 base: the pool's rounding over a handful of orders
const TRADERS = ['frank', 'grace', 'ivan', 'bob', 'erin', 'trader', 'liquidator', 'hedged'];

/** Every long is somebody's short. */
async function sumsToZero({ perp }, asset) {
  const sizes = await Promise.all(TRADERS.map((who) => perp.size(who, asset)));
  near(sizes.reduce((a, b) => a + b), 0n, DUST, `sum of ${asset} sizes`);
}

async function hasSize(world, who, asset, size) {
  near(await world.perp.size(who, asset), ether(size), DUST, `${who}'s ${asset}`);
  await sumsToZero(world, asset);
}

const size = (who, asset) => ({ perp }) => perp.size(who, asset);

export const perpChecks = {
  'perp-deposits': async ({ perp, accounts }) => {
    for (const [who, amount] of [['frank', 450_000], ['grace', 30_000], ['ivan', 4_200]]) {
      assert.equal(await perp.vault.read('getBalance', accounts[who]), usdc(amount));
    }
  },
  'bob-deposits-weth': async ({ perp, accounts, B }) => {
    assert.equal(await perp.vault.read('getBalanceByToken', accounts.bob, B.tokens.WETH.address), ether(5));
    assert.equal(await perp.vault.read('getBalance', accounts.bob), 0n);
    near(await perp.accountValue('bob'), ether(5 * 3000 * 0.8), 1, 'four fifths of the WETH count');
  },
  'frank-makes-eth': async ({ perp }) => {
    assert.ok((await perp.order('frank', 'ETH', ETH_RANGE.low, ETH_RANGE.high)).liquidity > 0n);
    assert.equal(await perp.size('frank', 'ETH'), 0n);
  },
  'frank-makes-btc': async ({ perp }) => assert.ok((await perp.order('frank', 'BTC', BTC_RANGE.low, BTC_RANGE.high)).liquidity > 0n),
  'grace-goes-long': async (world) => {
    await hasSize(world, 'grace', 'ETH', 10);
    near(await world.perp.size('frank', 'ETH'), ether(-10), DUST, 'the maker is short');
    assert.equal(await world.perp.takerSize('frank', 'ETH'), 0n);
  },
  'ivan-goes-long': (world) => hasSize(world, 'ivan', 'ETH', 8),
  'bob-goes-short': (world) => hasSize(world, 'bob', 'ETH', -3),
  'erin-goes-long-btc': (world) => hasSize(world, 'erin', 'BTC', 0.5),
  'grace-closes-part': (world) => hasSize(world, 'grace', 'ETH', 6),
  'grace-flips': (world) => hasSize(world, 'grace', 'ETH', -3),
  'frank-unmakes': {
    before: async ({ perp }) => ({ eth: await perp.order('frank', 'ETH', ETH_RANGE.low, ETH_RANGE.high), size: await perp.size('frank', 'ETH') }),
    after: async (world, { eth, size: was }) => {
      const now = await world.perp.order('frank', 'ETH', ETH_RANGE.low, ETH_RANGE.high);
      near(now.liquidity, (eth.liquidity * 67n) / 100n, 1);
      near(await world.perp.size('frank', 'ETH'), was, DUST, 'taking liquidity back does not change the size');
      assert.notEqual(await world.perp.takerSize('frank', 'ETH'), 0n, 'but makes a taker of the maker');
      await sumsToZero(world, 'ETH');
    },
  },
  'ivan-liquidated': {
    before: async ({ perp }) => ({ ivan: await perp.size('ivan', 'ETH'), value: await perp.accountValue('ivan') }),
    after: async (world, { ivan, value }) => {
      assert.ok(value > 0n && value < ether(8 * 2700 * 0.0625), 'less than the maintenance margin, no bad debt');
      near(await world.perp.size('ivan', 'ETH'), ivan / 2n, ether(0.001), 'half of it is left');
      near(await world.perp.size('liquidator', 'ETH'), ivan / 2n, ether(0.001), 'the liquidator took the other half over');
      await sumsToZero(world, 'ETH');
    },
  },
  'liquidator-sells': {
    before: size('liquidator', 'ETH'),
    after: async (world, was) => near(await world.perp.size('liquidator', 'ETH'), was - ether(1), DUST),
  },
  'erin-closes-btc': async ({ perp, accounts }) => {
    assert.equal(await perp.size('erin', 'BTC'), 0n);
    assert.deepEqual([...(await perp.accountBalance.read('getBaseTokens', accounts.erin))], []);
  },
  'grace-withdraws-margin': {
    before: ({ balance }) => balance('B', 'grace', 'USDC'),
    after: async ({ balance }, was) => assert.equal((await balance('B', 'grace', 'USDC')) - was, usdc(5_000)),
  },
  'hedged-shorts': (world) => hasSize(world, 'hedged', 'ETH', -17.4),
};
