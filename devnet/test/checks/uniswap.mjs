// SPDX-License-Identifier: Apache-2.0
// What every step on Uniswap must have done, by the pools' and the position manager's own views.
import assert from 'node:assert/strict';
import { sqrtRatioAtTick, tickAtSqrtRatio } from '../../src/uniswap-math.mjs';
import { ether, usdc } from '../../src/units.mjs';
import { near } from './near.mjs';

const MAIN = 'ETH/USDC';

const owns = async ({ uniswap, accounts }, name, who) => assert.equal(await uniswap.owner(name), accounts[who]);

/** The position is `who`'s, holds liquidity, and the price is where the story says: in, below or above its range. */
async function isOpen(world, name, who, pool, where) {
  const { liquidity, tickLower, tickUpper } = await world.uniswap.position(name);
  const tick = await world.uniswap.tick(pool);
  await owns(world, name, who);
  assert.ok(liquidity > 0n);
  assert.equal(tick < tickLower ? 'below' : tick >= tickUpper ? 'above' : 'in', where);
}

const slot0 = async ({ uniswap }, pool) => {
  const [sqrtPrice, tick, , , , feeProtocol] = await uniswap.pools[pool].contract.read('slot0');
  return { sqrtPrice, tick: Number(tick), feeProtocol };
};

const owed = async ({ uniswap }) => {
  const [token0, token1] = await uniswap.pools[MAIN].contract.read('protocolFees');
  return { token0, token1 };
};

const feeGrowth = async ({ uniswap }, pool) => ({
  0: await uniswap.pools[pool].contract.read('feeGrowthGlobal0X128'),
  1: await uniswap.pools[pool].contract.read('feeGrowthGlobal1X128'),
});

const atPrice = async (world, pool, price) => {
  const { sqrtPrice, tick } = await slot0(world, pool);
  assert.equal(sqrtPrice, world.uniswap.pools[pool].pair.sqrtPrice(price));
  assert.equal(tick, tickAtSqrtRatio(sqrtPrice));
  assert.ok(sqrtRatioAtTick(tick) <= sqrtPrice);
};

export const uniswapChecks = {
  'alice-wide-range': (world) => isOpen(world, 'alice-wide', 'alice', MAIN, 'in'),
  'bob-narrow-range': (world) => isOpen(world, 'bob-narrow', 'bob', MAIN, 'in'),
  'carol-range-above': async (world) => {
    await isOpen(world, 'carol-above', 'carol', MAIN, 'below');
    assert.equal(await world.balance('B', 'carol', 'USDC'), usdc(5_000), 'no USDC went in');
  },
  'dave-range-below': async (world) => {
    await isOpen(world, 'dave-below', 'dave', MAIN, 'above');
    near(await world.balance('B', 'dave', 'USDC'), usdc(10_000), 1);
  },
  'erin-btc-eth-range': (world) => isOpen(world, 'erin-btc', 'erin', 'BTC/ETH', 'in'),
  'frank-low-fee-range': (world) => isOpen(world, 'frank-low', 'frank', 'ETH/USDC low', 'in'),
  'odd-token-ranges': async (world) => {
    await isOpen(world, 'grace-myst', 'grace', 'ETH/MYST', 'in');
    await isOpen(world, 'ivan-nodec', 'ivan', 'ETH/NODEC', 'in');
    await assert.rejects(world.B.tokens.NODEC.contract.read('decimals'), /revert/);
  },
  'heidi-range': (world) => isOpen(world, 'heidi-short-lived', 'heidi', MAIN, 'in'),
  'trader-sells': {
    before: (world) => feeGrowth(world, MAIN),
    after: async (world, growth) => {
      const now = await feeGrowth(world, MAIN);
      assert.ok(now[0] > growth[0], 'fees in what was sold');
      assert.equal(now[1], growth[1]);
      assert.ok((await slot0(world, MAIN)).sqrtPrice < world.uniswap.pools[MAIN].pair.sqrtPrice(3000));
    },
  },
  'trader-crosses-ticks': {
    before: async (world) => ({ growth: await feeGrowth(world, MAIN), upper: await outside(world, 'bob-narrow') }),
    after: async (world, { growth, upper }) => {
      const now = await feeGrowth(world, MAIN);
      assert.ok(now[0] > growth[0] && now[1] > growth[1], 'fees in both directions');
      assert.notEqual(await outside(world, 'bob-narrow'), upper, 'the tick was crossed');
      await atPrice(world, MAIN, 3000);
    },
  },
  'other-pools-trade': async (world) => {
    await atPrice(world, 'BTC/ETH', 20);
    const growth = await feeGrowth(world, 'BTC/ETH');
    assert.ok(growth[0] > 0n && growth[1] > 0n);
    assert.ok((await world.balance('B', 'trader', 'MYST')) > ether(10_000));
  },
  'protocol-fee-on': async (world) => {
    assert.equal((await slot0(world, MAIN)).feeProtocol, BigInt(4 + 6 * 16));
    assert.equal((await world.uniswap.factory.read('owner')).toLowerCase(), world.accounts.treasury);
    assert.deepEqual(await owed(world), { token0: 0n, token1: 0n });
  },
  'trades-with-protocol-fee': async (world) => {
    const { token0, token1 } = await owed(world);
    near(token0, (ether(8) * 3n) / 1000n / 4n, 10n ** 3n, 'a quarter of 0.3 % of 8 WETH');
    assert.ok(token1 > 0n);
    await atPrice(world, MAIN, 3000);
  },
  'uniswap-flash': {
    before: owed,
    after: async (world, { token0, token1 }) => {
      const now = await owed(world);
      near(now.token0 - token0, (ether(10) * 3n) / 1000n / 4n, 1);
      near(now.token1 - token1, usdc(20_000 * 0.003) / 6n, 1);
    },
  },
  'bob-increases': {
    before: ({ uniswap }) => uniswap.position('bob-narrow'),
    after: async ({ uniswap }, { liquidity }) => assert.ok((await uniswap.position('bob-narrow')).liquidity > liquidity),
  },
  'bob-decreases': {
    before: async ({ uniswap, balance }) => ({ ...(await uniswap.position('bob-narrow')), weth: await balance('B', 'bob', 'WETH') }),
    after: async ({ uniswap, balance }, was) => {
      const { liquidity, tokensOwed0, tokensOwed1 } = await uniswap.position('bob-narrow');
      near(liquidity, was.liquidity / 2n, 1);
      assert.ok(tokensOwed0 > ether(5) && tokensOwed1 > usdc(10_000), 'half of the position is owed, not paid');
      assert.equal(await balance('B', 'bob', 'WETH'), was.weth);
    },
  },
  'alice-collects-part': {
    before: async ({ uniswap, balance }) => ({ amounts: await uniswap.collectable('alice-wide', 'alice'), weth: await balance('B', 'alice', 'WETH') }),
    after: async ({ uniswap, balance }, { amounts, weth }) => {
      assert.equal((await balance('B', 'alice', 'WETH')) - weth, amounts[0] / 2n);
      const left = await uniswap.collectable('alice-wide', 'alice');
      assert.deepEqual([...left], amounts.map((amount) => amount - amount / 2n));
    },
  },
  'carol-gives-nft': (world) => owns(world, 'carol-above', 'dave'),
  'plain-transfers': async ({ B, accounts, balance }) => {
    assert.equal(await balance('B', 'heidi', 'MYST'), ether(2_000));
    near(BigInt(await B.chain.rpc.call('eth_getBalance', [accounts.carol, 'latest'])), ether(6), ether(0.001), 'ETH, less fees');
  },
  'heidi-burns': {
    before: ({ balance }) => balance('B', 'heidi', 'WETH'),
    after: async ({ uniswap, accounts, balance }, weth) => {
      await assert.rejects(uniswap.owner('heidi-short-lived'), /nonexistent token/);
      assert.equal(await uniswap.positions.read('balanceOf', accounts.heidi), 0n);
      assert.ok((await balance('B', 'heidi', 'WETH')) > weth + ether(4.9));
    },
  },
  'protocol-fee-collected': async ({ balance }) => {
    assert.equal(await balance('B', 'treasury', 'WETH'), ether(0.005));
    assert.equal(await balance('B', 'treasury', 'USDC'), usdc(10));
  },
  'hedged-range': (world) => isOpen(world, 'hedged', 'hedged', MAIN, 'in'),
};

/** Fee growth that the pool notes outside of a position's upper tick: changes when the tick is crossed. */
async function outside({ uniswap }, name) {
  const { tickUpper } = await uniswap.position(name);
  const [, , feeGrowthOutside0X128] = await uniswap.pools[MAIN].contract.read('ticks', tickUpper);
  return feeGrowthOutside0X128;
}
