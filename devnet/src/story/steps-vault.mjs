// SPDX-License-Identifier: Apache-2.0
import { MINUTE } from '../units.mjs';

const on = 'B';
const both = 'AB';

const heightOf = async (sending) => Number((await sending).blockNumber);

/** Debts of the example vault, at the margin that it requires of everybody: 30 % of the collateral. ETH is at 2,900. */
export const lending = [
  { id: 'vault-deposits', chain: on, title: 'hedged deposits 0.8 WETH in the vault, erin 2.1, and ivan 1, who will borrow nothing',
    run: async ({ B, vault, wrap }) => {
      for (const [who, amount] of [['erin', 2.1], ['ivan', 1]]) await wrap(B, who, amount);
      for (const [who, amount] of [['hedged', 0.8], ['erin', 2.1], ['ivan', 1]]) await vault.deposit(who, amount);
    } },
  { id: 'vault-borrows', chain: on, title: 'hedged borrows 1,600 USDC from the vault, erin 4,100',
    run: async ({ vault }) => { await vault.borrow('hedged', 1_600); await vault.borrow('erin', 4_100); } },
  { id: 'vault-serviced', chain: on, title: 'trader repays 100 USDC of erin\'s debt in the vault, and she takes 0.1 WETH back',
    run: async ({ vault }) => { await vault.repay('trader', 100, 'erin'); await vault.withdraw('erin', 0.1); } },
];
/**
 * What the example vault does with the reports that a gateway publishes meanwhile: it lowers hedged's margin by a fresh one, refuses a stale one, and
 * liquidates erin. ETH is at 2,930. Of hedged's 0.8 WETH, 2,344 USD, the margin without a report is 703.20 USD; the least that a report can bring is 246.12.
 * A `run` may give the height on chain B at which to ask the vault what came of it: the next report lands at once.
 */
export const VAULT_STORY = Object.freeze([
  { id: 'vault-lower-margin', chain: on, title: 'hedged borrows another 80 USDC, below the margin that is required without a report',
    run: ({ vault }) => heightOf(vault.borrow('hedged', 80)) },
  { id: 'vault-stale', chain: both, title: 'three minutes pass on both chains, and no report lands in them: the newest is stale',
    run: async ({ jump }) => { const [, height] = await jump(3 * MINUTE); return height; } },
  { id: 'vault-repay', chain: on, title: 'hedged repays 900 USDC: no exit asks the oracle',
    run: ({ vault }) => heightOf(vault.repay('hedged', 900)) },
  { id: 'vault-eth-falls', chain: both, title: 'ETH falls to 2,200: erin\'s equity is 400 USD, below the maintenance margin of 440',
    run: ({ setPrices }) => setPrices({ ETH: '2200' }) },
  { id: 'vault-liquidation', chain: on, title: 'liquidator repays 2,000 USDC of erin\'s debt and takes WETH for it, without asking the oracle',
    run: ({ vault }) => heightOf(vault.liquidate('liquidator', 'erin', 2_000)) },
  { id: 'vault-eth-recovers', chain: both, title: 'ETH is back at 2,930',
    run: ({ setPrices }) => setPrices({ ETH: '2930' }) },
]);
