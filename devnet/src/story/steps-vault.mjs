// SPDX-License-Identifier: Apache-2.0
import { HOUR, MINUTE } from '../units.mjs';

const on = 'B';
const both = 'AB';

/**
 * What the example vault does with reports, after the story: it lowers hedged's margin by a fresh one, refuses a stale one, and liquidates erin while the
 * oracle is halted. ETH is at 2,930. Of hedged's 0.8 WETH, 2,344 USD, the stand-alone margin is 703.20 USD; the least that a report can bring is 421.92.
 */
export const VAULT_STORY = Object.freeze([
  { id: 'vault-deposits', chain: on, title: 'hedged deposits 0.8 WETH in the vault, erin wraps 2 ETH and deposits them, too',
    run: async ({ B, vault, wrap }) => { await vault.deposit('hedged', 0.8); await wrap(B, 'erin', 2); await vault.deposit('erin', 2); } },
  { id: 'vault-two-hours', chain: both, title: 'two hours pass: a benefit of 40 % of the margin is not too fast any more',
    run: async ({ jump, setPrices }) => { await jump(2 * HOUR); await setPrices({}); } },
  { id: 'vault-stand-alone', chain: on, title: 'hedged borrows 1,600 USDC and erin 4,000 at the stand-alone margin, without any report',
    run: async ({ vault }) => { await vault.borrow('hedged', 1_600); await vault.borrow('erin', 4_000); } },
  { id: 'vault-report', chain: on, title: 'the signers publish a margin of 450 USD for hedged, whose positions offset each other',
    run: ({ vault }) => vault.publish({ hedged: 450 }) },
  { id: 'vault-lower-margin', chain: on, title: 'hedged borrows another 200 USDC, below the stand-alone margin',
    run: ({ vault }) => vault.borrow('hedged', 200) },
  { id: 'vault-pulled', chain: on, title: 'hedged brings a signed report of its own, which nobody has published, and borrows 50 USDC more',
    run: async ({ vault }) => vault.borrowWith('hedged', 50, await vault.signed('hedged', 450)) },
  { id: 'vault-stale', chain: both, title: 'three minutes pass without a report: the published one is stale, the margin is the stand-alone one',
    run: ({ jump }) => jump(3 * MINUTE) },
  { id: 'vault-repay', chain: on, title: 'hedged repays 900 USDC all the same: no exit asks the oracle',
    run: ({ vault }) => vault.repay('hedged', 900) },
  { id: 'vault-halt', chain: on, title: 'the guardian halts the vault\'s stream',
    run: ({ vault }) => vault.halt() },
  { id: 'vault-eth-falls', chain: both, title: 'ETH falls to 2,300: erin\'s equity is 600 USD, below the maintenance margin of 690',
    run: ({ setPrices }) => setPrices({ ETH: '2300' }) },
  { id: 'vault-liquidation', chain: on, title: 'liquidator repays 2,000 USDC of erin\'s debt and takes WETH for it, with the oracle halted',
    run: ({ vault }) => vault.liquidate('liquidator', 'erin', 2_000) },
  { id: 'vault-resume', chain: both, title: 'ETH is back at 2,930; the oracle\'s owner resumes the stream',
    run: async ({ vault, setPrices }) => { await setPrices({ ETH: '2930' }); await vault.resume(); } },
]);
