// SPDX-License-Identifier: Apache-2.0
const on = 'B';

export const ETH_RANGE = { low: 2400, high: 3600 };
export const BTC_RANGE = { low: 48_000, high: 72_000 };

/** Margin, makers and takers. */
export const opening = [
  { id: 'perp-deposits', chain: on, title: 'frank, grace, ivan, erin, trader and liquidator deposit USDC as margin of perps',
    run: async ({ perp }) => {
      const deposits = { frank: 450_000, grace: 30_000, ivan: 4_200, erin: 10_000, trader: 400_000, liquidator: 40_000 };
      for (const [who, amount] of Object.entries(deposits)) await perp.deposit(who, 'USDC', amount);
    } },
  { id: 'bob-deposits-weth', chain: on, title: 'bob deposits 5 WETH as margin: collateral that is not the settlement token',
    run: ({ perp }) => perp.deposit('bob', 'WETH', 5) },
  { id: 'frank-makes-eth', chain: on, title: 'frank makes the ETH market between 2,400 and 3,600 with 250 ETH',
    run: ({ perp }) => perp.make('frank', 'ETH', { ...ETH_RANGE, base: 250, quote: 800_000 }) },
  { id: 'frank-makes-btc', chain: on, title: 'frank makes the BTC market between 48,000 and 72,000 with 8 BTC',
    run: ({ perp }) => perp.make('frank', 'BTC', { ...BTC_RANGE, base: 8, quote: 500_000 }) },
  { id: 'grace-goes-long', chain: on, title: 'grace goes long 10 ETH: frank\'s inventory moves with no transaction of his',
    run: ({ perp }) => perp.trade('grace', 'ETH', 'long', 10) },
  { id: 'ivan-goes-long', chain: on, title: 'ivan goes long 8 ETH on 4,200 USDC',
    run: ({ perp }) => perp.trade('ivan', 'ETH', 'long', 8) },
  { id: 'bob-goes-short', chain: on, title: 'bob goes short 3 ETH on his WETH',
    run: ({ perp }) => perp.trade('bob', 'ETH', 'short', 3) },
  { id: 'erin-goes-long-btc', chain: on, title: 'erin goes long 0.5 BTC',
    run: ({ perp }) => perp.trade('erin', 'BTC', 'long', 0.5) },
  { id: 'grace-closes-part', chain: on, title: 'grace sells 4 of her 10 ETH',
    run: ({ perp }) => perp.trade('grace', 'ETH', 'short', 4) },
];

/** After half a day of funding. */
export const holding = [
  { id: 'grace-flips', chain: on, title: 'grace sells 9 ETH: from 6 long to 3 short',
    run: ({ perp }) => perp.trade('grace', 'ETH', 'short', 9) },
  { id: 'frank-unmakes', chain: on, title: 'frank takes a third of his ETH liquidity back with its fees, and collects those of BTC',
    run: async ({ perp }) => {
      await perp.unmake('frank', 'ETH', { ...ETH_RANGE, percent: 33 });
      await perp.unmake('frank', 'BTC', { ...BTC_RANGE, percent: 0 });
    } },
];

/** When ETH is low. */
export const distress = [
  { id: 'ivan-liquidated', chain: on, title: 'liquidator liquidates part of ivan\'s long and takes it over',
    run: ({ perp }) => perp.liquidate('liquidator', 'ivan', 'ETH') },
  { id: 'liquidator-sells', chain: on, title: 'liquidator sells 1 of the ETH it took over',
    run: ({ perp }) => perp.trade('liquidator', 'ETH', 'short', 1) },
];

export const winding = [
  { id: 'erin-closes-btc', chain: on, title: 'erin closes her BTC position',
    run: ({ perp }) => perp.close('erin', 'BTC') },
  { id: 'grace-withdraws-margin', chain: on, title: 'grace withdraws 5,000 USDC of her margin',
    run: ({ perp }) => perp.withdraw('grace', 'USDC', 5_000) },
];
