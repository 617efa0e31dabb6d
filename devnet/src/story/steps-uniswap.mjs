// SPDX-License-Identifier: Apache-2.0
import { ether, usdc } from '../units.mjs';

const on = 'B';
const MAIN = 'ETH/USDC';

/** Ranges of every kind. */
export const providing = [
  { id: 'alice-wide-range', chain: on, title: 'alice opens a wide ETH/USDC range, 1,500 to 6,000, with 60 WETH',
    run: async ({ B, uniswap, wrap }) => {
      await wrap(B, 'alice', 62);
      await uniswap.open('alice-wide', 'alice', { pool: MAIN, low: 1500, high: 6000, base: 60, quote: 200_000 });
    } },
  { id: 'bob-narrow-range', chain: on, title: 'bob opens a narrow ETH/USDC range, 2,900 to 3,100, with 20 WETH',
    run: async ({ B, uniswap, wrap }) => {
      await wrap(B, 'bob', 30);
      await uniswap.open('bob-narrow', 'bob', { pool: MAIN, low: 2900, high: 3100, base: 20, quote: 65_000 });
    } },
  { id: 'carol-range-above', chain: on, title: 'carol opens a range above the price, 3,300 to 3,600: 20 WETH and nothing else',
    run: async ({ B, uniswap, wrap }) => {
      await wrap(B, 'carol', 20);
      await uniswap.open('carol-above', 'carol', { pool: MAIN, low: 3300, high: 3600, base: 20, quote: 0 });
    } },
  { id: 'dave-range-below', chain: on, title: 'dave opens a range below the price, 2,400 to 2,700: 30,000 USDC and nothing else',
    run: ({ uniswap }) => uniswap.open('dave-below', 'dave', { pool: MAIN, low: 2400, high: 2700, base: 0, quote: 30_000 }) },
  { id: 'erin-btc-eth-range', chain: on, title: 'erin opens a BTC/ETH range, 15 to 26 ETH, with 2 WBTC',
    run: async ({ B, uniswap, wrap }) => {
      await wrap(B, 'erin', 42);
      await uniswap.open('erin-btc', 'erin', { pool: 'BTC/ETH', low: 15, high: 26, base: 2, quote: 42 });
    } },
  { id: 'frank-low-fee-range', chain: on, title: 'frank opens a range in the 0.05 % ETH/USDC pool with 30 WETH',
    run: async ({ B, uniswap, wrap }) => {
      await wrap(B, 'frank', 32);
      await uniswap.open('frank-low', 'frank', { pool: 'ETH/USDC low', low: 2500, high: 3500, base: 30, quote: 100_000 });
    } },
  { id: 'odd-token-ranges', chain: on, title: 'grace opens a range with MYST, which has no price, ivan one with NODEC, which has no decimals',
    run: async ({ B, uniswap, wrap }) => {
      await wrap(B, 'grace', 8);
      await uniswap.open('grace-myst', 'grace', { pool: 'ETH/MYST', low: 1000, high: 2000, base: 5, quote: 20_000 });
      await wrap(B, 'ivan', 6);
      await uniswap.open('ivan-nodec', 'ivan', { pool: 'ETH/NODEC', low: 50, high: 200, base: 5, quote: 2_000 });
    } },
  { id: 'heidi-range', chain: on, title: 'heidi opens an ETH/USDC range, 2,800 to 3,200, with 5 WETH',
    run: async ({ B, uniswap, wrap }) => {
      await wrap(B, 'heidi', 8);
      await uniswap.open('heidi-short-lived', 'heidi', { pool: MAIN, low: 2800, high: 3200, base: 5, quote: 18_000 });
    } },
];

/** Trades, fees, and what owners of positions do with them. */
export const swapping = [
  { id: 'trader-sells', chain: on, title: 'trader sells 10 WETH for USDC',
    run: async ({ B, uniswap, wrap }) => { await wrap(B, 'trader', 400); await uniswap.sell('trader', MAIN, 'WETH', 10); } },
  { id: 'trader-crosses-ticks', chain: on, title: 'trader buys WETH up to 3,250, through the end of two ranges, and sells back to 3,000',
    run: async ({ uniswap }) => { await uniswap.swapTo('trader', MAIN, 3250); await uniswap.swapTo('trader', MAIN, 3000); } },
  { id: 'other-pools-trade', chain: on, title: 'trader swaps WBTC for WETH and back, and WETH for MYST',
    run: async ({ uniswap }) => {
      await uniswap.sell('trader', 'BTC/ETH', 'WBTC', 0.3);
      await uniswap.swapTo('trader', 'BTC/ETH', 20);
      await uniswap.sell('trader', 'ETH/MYST', 'WETH', 0.5);
    } },
  { id: 'protocol-fee-on', chain: on, title: 'treasury takes the factory over and switches the protocol fee on: 1/4 of token0\'s fees, 1/6 of token1\'s',
    run: async ({ accounts, uniswap }) => {
      await uniswap.factory.send(accounts.keeper, 'setOwner', accounts.treasury);
      await uniswap.pools[MAIN].contract.send(accounts.treasury, 'setFeeProtocol', 4, 6);
    } },
  { id: 'trades-with-protocol-fee', chain: on, title: 'trader sells 8 WETH and buys them back while the protocol fee is on',
    run: async ({ uniswap }) => { await uniswap.sell('trader', MAIN, 'WETH', 8); await uniswap.swapTo('trader', MAIN, 3000); } },
  { id: 'uniswap-flash', chain: on, title: 'trader borrows 10 WETH and 20,000 USDC in a flash from the pool and pays the fees',
    run: async ({ B, accounts, uniswap, transfer }) => {
      const { address, pair } = uniswap.pools[MAIN];
      for (const [symbol, whole] of [['WETH', 1], ['USDC', 1_000]]) {
        await B.tokens[symbol].contract.send(accounts.trader, 'transfer', uniswap.flashBorrower.address, (symbol === 'WETH' ? ether : usdc)(whole));
      }
      await uniswap.flashBorrower.send(accounts.trader, 'borrow', address, ...pair.order(ether(10), usdc(20_000)));
    } },
  { id: 'bob-increases', chain: on, title: 'bob adds 5 WETH to his range',
    run: ({ uniswap }) => uniswap.increase('bob-narrow', 'bob', MAIN, { base: 5, quote: 15_000 }) },
  { id: 'bob-decreases', chain: on, title: 'bob takes half of his liquidity out and leaves it uncollected',
    run: ({ uniswap }) => uniswap.decrease('bob-narrow', 'bob', 50) },
  { id: 'alice-collects-part', chain: on, title: 'alice collects half of her fees',
    run: ({ uniswap }) => uniswap.collectPart('alice-wide', 'alice', 50) },
  { id: 'carol-gives-nft', chain: on, title: 'carol transfers her position to dave',
    run: ({ uniswap }) => uniswap.give('carol-above', 'carol', 'dave') },
  { id: 'plain-transfers', chain: on, title: 'grace sends heidi 2,000 MYST, heidi sends carol 1 ETH, bob unwraps 2 WETH',
    run: async ({ B, accounts, transfer, unwrap }) => {
      await transfer(B, 'grace', 'heidi', 'MYST', 2_000);
      await B.chain.transact({ from: accounts.heidi, to: accounts.carol, value: ether(1) }, 'sending ETH');
      await unwrap(B, 'bob', 2);
    } },
  { id: 'heidi-burns', chain: on, title: 'heidi takes everything out, collects and burns her position',
    run: async ({ uniswap }) => {
      await uniswap.decrease('heidi-short-lived', 'heidi', 100);
      await uniswap.collectAll('heidi-short-lived', 'heidi');
      await uniswap.burn('heidi-short-lived', 'heidi');
    } },
  { id: 'protocol-fee-collected', chain: on, title: 'treasury collects 0.005 WETH and 10 USDC of the protocol fees',
    run: async ({ accounts, uniswap }) => {
      const { contract, pair } = uniswap.pools[MAIN];
      await contract.send(accounts.treasury, 'collectProtocol', accounts.treasury, ...pair.order(ether(0.005), usdc(10)));
    } },
];
