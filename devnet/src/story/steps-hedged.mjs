// SPDX-License-Identifier: Apache-2.0
export const HEDGED_RANGE = { low: 2600, high: 3300 };

/** The desk that this is all about: long on one chain, short on the other, a range in between, and hardly any net ETH. */
export const hedging = [
  { id: 'hedged-supplies', chain: 'A', title: 'hedged wraps 10.5 ETH and supplies 10 WETH to Aave',
    run: async ({ A, aave, wrap }) => { await wrap(A, 'hedged', 10.5); await aave.supply('hedged', 'WETH', 10); } },
  { id: 'hedged-borrows', chain: 'A', title: 'hedged borrows 12,000 USDC against it',
    run: ({ aave }) => aave.borrow('hedged', 'USDC', 12_000) },
  { id: 'hedged-range', chain: 'B', title: 'hedged opens an ETH/USDC range, 2,600 to 3,300, with 4 WETH on the other chain',
    run: async ({ B, uniswap, wrap }) => {
      await wrap(B, 'hedged', 5);
      await uniswap.open('hedged', 'hedged', { pool: 'ETH/USDC', ...HEDGED_RANGE, base: 4, quote: 20_000 });
    } },
  { id: 'hedged-shorts', chain: 'B', title: 'hedged deposits 15,000 USDC and goes short 17.4 ETH of perps',
    run: async ({ perp }) => { await perp.deposit('hedged', 'USDC', 15_000); await perp.trade('hedged', 'ETH', 'short', 17.4); } },
];
