// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { ether, usdc } from '../../src/units.mjs';

/** Collateral and debt of an account, by the vault itself. */
async function holds({ vault }, who, collateral, debt) {
  const position = await vault.position(who);
  assert.equal(position.collateral, ether(collateral));
  assert.equal(position.debt, usdc(debt));
}

export const vaultChecks = {
  'vault-deposits': async (world) => {
    await holds(world, 'hedged', 0.8, 0);
    await holds(world, 'erin', 2.1, 0);
    await holds(world, 'ivan', 1, 0);
  },
  'vault-borrows': {
    before: ({ balance }) => balance('B', 'hedged', 'USDC'),
    after: async (world, was) => {
      await holds(world, 'hedged', 0.8, 1_600);
      await holds(world, 'erin', 2.1, 4_100);
      assert.equal((await world.balance('B', 'hedged', 'USDC')) - was, usdc(1_600));
    },
  },
  'vault-serviced': (world) => holds(world, 'erin', 2, 4_000),
};
