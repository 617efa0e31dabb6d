// SPDX-License-Identifier: Apache-2.0
// What every step on Aave must have done, by the protocol's own views. `before` runs ahead of the step, `after` gets its answer.
import assert from 'node:assert/strict';
import { ether, usdc, wbtc } from '../../src/units.mjs';
import { near } from './near.mjs';

const WEI = 1_000_000_000_000n; // a second's interest on what is lent here is less, in wei
const MICRO = 10n;

const reserve = (who, symbol) => (world) => world.aave.userReserve(who, symbol);

export const aaveChecks = {
  'alice-supplies': async ({ aave, balance }) => {
    near((await aave.userReserve('alice', 'WETH')).aTokens, ether(50), WEI);
    assert.equal((await aave.userReserve('alice', 'WETH')).isCollateral, true);
    assert.equal(await balance('A', 'alice', 'WETH'), ether(10));
  },
  'erin-supplies': async ({ aave }) => near((await aave.userReserve('erin', 'USDC')).aTokens, usdc(150_000), MICRO),
  'bob-borrows': async ({ aave, balance }) => {
    assert.equal((await aave.userReserve('bob', 'WBTC')).aTokens, wbtc(2));
    near((await aave.userReserve('bob', 'USDC')).variableDebt, usdc(40_000), MICRO);
    assert.equal(await balance('A', 'bob', 'USDC'), usdc(45_000));
  },
  'grace-borrows-stable': async ({ aave }) => {
    const { stableDebt, variableDebt } = await aave.userReserve('grace', 'USDC');
    near(stableDebt, usdc(15_000), MICRO);
    assert.equal(variableDebt, 0n);
  },
  'heidi-leverages': async ({ aave }) => {
    const { debt, healthFactor } = await aave.userAccount('heidi');
    near(debt, 22_800n * 10n ** 8n, 10n ** 4n);
    assert.ok(healthFactor > ether(1) && healthFactor < ether(1.1), `${healthFactor}`);
  },
  'dave-delegates': async ({ aave, accounts }) => {
    assert.equal(await aave.reserves.USDC.variableDebt.read('borrowAllowance', accounts.dave, accounts.carol), usdc(15_000));
  },
  'carol-borrows-for-dave': async ({ aave, balance }) => {
    near((await aave.userReserve('dave', 'USDC')).variableDebt, usdc(12_000), MICRO);
    assert.equal((await aave.userReserve('carol', 'USDC')).variableDebt, 0n);
    assert.equal(await balance('A', 'carol', 'USDC'), usdc(32_000));
  },
  'carol-pays-bob': async ({ balance }) => {
    assert.equal(await balance('A', 'carol', 'USDC'), usdc(30_000));
    assert.equal(await balance('A', 'bob', 'USDC'), usdc(47_000));
  },
  'alice-sends-atokens': async ({ aave }) => {
    near((await aave.userReserve('alice', 'WETH')).aTokens, ether(45), WEI);
    near((await aave.userReserve('erin', 'WETH')).aTokens, ether(5), WEI);
  },
  'alice-withdraws': {
    before: async ({ A, accounts }) => BigInt(await A.chain.rpc.call('eth_getBalance', [accounts.alice, 'latest'])),
    after: async ({ A, aave, accounts, balance }, native) => {
      near((await aave.userReserve('alice', 'WETH')).aTokens, ether(42), WEI);
      assert.equal(await balance('A', 'alice', 'WETH'), ether(11));
      near(BigInt(await A.chain.rpc.call('eth_getBalance', [accounts.alice, 'latest'])), native + ether(2), ether(0.001), 'ETH, less fees');
    },
  },
  'bob-supplies-for-dave': async ({ aave }) => {
    near((await aave.userReserve('dave', 'USDC')).aTokens, usdc(500), MICRO);
    assert.equal((await aave.userReserve('bob', 'USDC')).aTokens, 0n);
  },
  'carol-not-collateral': async ({ aave }) => {
    const { aTokens, isCollateral } = await aave.userReserve('carol', 'USDC');
    near(aTokens, usdc(8_000), MICRO);
    assert.equal(isCollateral, false);
    assert.equal((await aave.userAccount('carol')).collateral, 0n);
  },
  'frank-emode': async ({ aave, accounts }) => {
    assert.equal(await aave.pool.read('getUserEMode', accounts.frank), 1n);
    near((await aave.userReserve('frank', 'WETH')).variableDebt, ether(6), WEI);
  },
  'bob-swaps-rate': async ({ aave }) => {
    near((await aave.userReserve('bob', 'WETH')).variableDebt, ether(5), WEI);
    const { stableDebt, variableDebt } = await aave.userReserve('bob', 'USDC');
    assert.equal(stableDebt, 0n);
    near(variableDebt, usdc(43_000), usdc(0.1));
  },
  'ivan-supplies': async ({ aave }) => near((await aave.userReserve('ivan', 'USDC')).aTokens, usdc(5_000), MICRO),
  'bob-repays': {
    before: reserve('bob', 'USDC'),
    after: async ({ aave }, { variableDebt }) => near((await aave.userReserve('bob', 'USDC')).variableDebt, variableDebt - usdc(10_000), usdc(0.01)),
  },
  'erin-repays-with-atokens': {
    before: reserve('erin', 'USDC'),
    after: async ({ aave }, { aTokens }) => {
      const now = await aave.userReserve('erin', 'USDC');
      near(now.variableDebt, usdc(4_000), usdc(0.01));
      near(now.aTokens, aTokens - usdc(2_000), usdc(0.01));
    },
  },
  'ivan-leaves-aave': async ({ aave, balance }) => {
    const { aTokens, isCollateral } = await aave.userReserve('ivan', 'USDC');
    assert.deepEqual({ aTokens, isCollateral }, { aTokens: 0n, isCollateral: false });
    const wallet = await balance('A', 'ivan', 'USDC');
    assert.ok(wallet > usdc(6_000), `${wallet} includes interest`);
  },
  'aave-flash-loan': {
    before: ({ A, aave }) => A.tokens.USDC.contract.read('balanceOf', aave.reserves.USDC.aToken.address),
    after: async ({ A, aave }, liquidity) => {
      const premium = (await A.tokens.USDC.contract.read('balanceOf', aave.reserves.USDC.aToken.address)) - liquidity;
      assert.equal(premium, usdc(18)); // 9 basis points of 20,000
    },
  },
  'mint-to-treasury': async ({ aave, accounts }) => {
    for (const symbol of ['USDC', 'WETH']) assert.ok((await aave.reserves[symbol].aToken.read('balanceOf', accounts.treasury)) > 0n, symbol);
  },
  'heidi-liquidated-for-atokens': {
    before: reserve('heidi', 'WETH'),
    after: async ({ aave }, { aTokens }) => {
      const taken = (await aave.userReserve('liquidator', 'WETH')).aTokens;
      near(taken, ether(1.183), ether(0.001)); // 3,000 / 2,650 with the bonus, less the protocol's share of it
      assert.ok(aTokens - (await aave.userReserve('heidi', 'WETH')).aTokens > taken);
      assert.ok((await aave.userAccount('heidi')).healthFactor < ether(1));
    },
  },
  'heidi-liquidated': {
    before: reserve('heidi', 'USDC'),
    after: async ({ aave, balance }, { variableDebt }) => {
      near((await aave.userReserve('heidi', 'USDC')).variableDebt, variableDebt / 2n, usdc(0.01), 'half of the debt');
      assert.ok((await balance('A', 'liquidator', 'WETH')) > ether(3.8));
      assert.ok((await aave.userAccount('heidi')).healthFactor > ether(1));
    },
  },
  'hedged-supplies': async ({ aave, balance }) => {
    near((await aave.userReserve('hedged', 'WETH')).aTokens, ether(10), WEI);
    assert.equal(await balance('A', 'hedged', 'WETH'), ether(0.5));
  },
  'hedged-borrows': async ({ aave }) => {
    near((await aave.userReserve('hedged', 'USDC')).variableDebt, usdc(12_000), MICRO);
    assert.ok((await aave.userAccount('hedged')).healthFactor > ether(1.5));
  },
};
