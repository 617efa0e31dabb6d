// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { Devnet, STORY } from '../src/index.mjs';
import { ether } from '../src/units.mjs';
import { aaveChecks } from './checks/aave.mjs';
import { marketChecks } from './checks/market.mjs';
import { perpChecks } from './checks/perp.mjs';
import { uniswapChecks } from './checks/uniswap.mjs';
import { vaultChecks } from './checks/vault.mjs';
import { temporaryDirectory } from './support.mjs';

const CHECKS = { ...aaveChecks, ...uniswapChecks, ...perpChecks, ...vaultChecks, ...marketChecks };

test('every step has a check, and every check a step', () => {
  assert.deepEqual(STORY.map(({ id }) => id).sort(), Object.keys(CHECKS).sort());
});

test('the story', async (t) => {
  const devnet = await Devnet.start({ dir: temporaryDirectory(t) });
  t.after(() => devnet.stop());
  const world = viewer(devnet.world);
  for (const [index, { id, title, chain }] of STORY.entries()) {
    await t.test(`${index + 1}. ${title}`, async () => {
      const { before = async () => undefined, after = CHECKS[id] } = typeof CHECKS[id] === 'function' ? {} : CHECKS[id];
      const was = await before(world);
      const heights = await devnet.heights();
      await devnet.play(index + 1);
      await after(world, was);
      const now = await devnet.heights();
      const moved = { A: now['eip155:31337'] > heights['eip155:31337'], B: now['eip155:31338'] > heights['eip155:31338'] };
      assert.deepEqual(moved, { A: chain.includes('A'), B: chain.includes('B') }, 'the chains that the step names');
    });
  }
  await t.test('hedged ends open on four venues with hardly any net ETH', () => endsHedged(world));
});

/** The world as the checks see it: with balances by the chain's letter. */
function viewer(world) {
  return Object.assign(Object.create(world), { balance: (key, who, symbol) => world.balance(world[key], who, symbol) });
}

async function endsHedged({ A, B, accounts, aave, balance, perp, uniswap, vault }) {
  const native = (side) => side.chain.rpc.call('eth_getBalance', [accounts.hedged, 'latest']).then(BigInt);
  const { liquidity } = await uniswap.position('hedged');
  const out = { tokenId: uniswap.ids.hedged, liquidity, amount0Min: 0n, amount1Min: 0n, deadline: 1n << 40n };
  const inRange = await uniswap.positions.readAs(accounts.hedged, 'decreaseLiquidity', out);
  const long = [
    (await aave.userReserve('hedged', 'WETH')).aTokens, await balance('A', 'hedged', 'WETH'), await balance('B', 'hedged', 'WETH'),
    await native(A), await native(B), (await vault.position('hedged')).collateral, uniswap.pools['ETH/USDC'].pair.baseIsToken0 ? inRange[0] : inRange[1],
  ];
  const short = await perp.size('hedged', 'ETH');
  const net = long.reduce((a, b) => a + b) + short;
  const gross = long.reduce((a, b) => a + b) - short;
  for (const amount of long) assert.ok(amount > 0n);
  assert.ok((await aave.userReserve('hedged', 'USDC')).variableDebt > 0n);
  assert.ok((await vault.position('hedged')).debt > 0n);
  assert.ok(gross > ether(30), `gross ${gross}`);
  assert.ok((net < 0n ? -net : net) < ether(0.5), `net ${net}`);
}
