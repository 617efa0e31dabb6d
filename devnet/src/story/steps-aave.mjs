// SPDX-License-Identifier: Apache-2.0
import { ETH_EMODE } from '../deploy-aave.mjs';
import { STABLE, VARIABLE } from './aave-desk.mjs';

const on = 'A';

/** Lending, before and after the days that pass. */
export const lending = [
  { id: 'alice-supplies', chain: on, title: 'alice wraps 60 ETH and supplies 50 WETH to Aave',
    run: async ({ A, aave, wrap }) => { await wrap(A, 'alice', 60); await aave.supply('alice', 'WETH', 50); } },
  { id: 'erin-supplies', chain: on, title: 'erin supplies 150,000 USDC to Aave',
    run: ({ aave }) => aave.supply('erin', 'USDC', 150_000) },
  { id: 'bob-borrows', chain: on, title: 'bob supplies 2 WBTC and borrows 40,000 USDC at the variable rate',
    run: async ({ aave }) => { await aave.supply('bob', 'WBTC', 2); await aave.borrow('bob', 'USDC', 40_000); } },
  { id: 'grace-borrows-stable', chain: on, title: 'grace supplies 1 WBTC and borrows 15,000 USDC at a stable rate',
    run: async ({ aave }) => { await aave.supply('grace', 'WBTC', 1); await aave.borrow('grace', 'USDC', 15_000, STABLE); } },
  { id: 'heidi-leverages', chain: on, title: 'heidi supplies 10 WETH and borrows 22,800 USDC, close to the limit',
    run: async ({ A, aave, wrap }) => {
      await wrap(A, 'heidi', 10);
      await aave.supply('heidi', 'WETH', 10);
      await aave.borrow('heidi', 'USDC', 22_800);
    } },
  { id: 'dave-delegates', chain: on, title: 'dave supplies 20 WETH and lets carol borrow up to 15,000 USDC on his account',
    run: async ({ A, aave, wrap }) => {
      await wrap(A, 'dave', 20);
      await aave.supply('dave', 'WETH', 20);
      await aave.approveDelegation('dave', 'USDC', 'carol', 15_000);
    } },
  { id: 'carol-borrows-for-dave', chain: on, title: 'carol borrows 12,000 USDC on behalf of dave: her cash, his debt',
    run: ({ aave }) => aave.borrow('carol', 'USDC', 12_000, VARIABLE, 'dave') },
  { id: 'carol-pays-bob', chain: on, title: 'carol sends bob 2,000 USDC',
    run: ({ A, transfer }) => transfer(A, 'carol', 'bob', 'USDC', 2_000) },
  { id: 'alice-sends-atokens', chain: on, title: 'alice sends erin 5 aWETH: a position moves without Aave being called',
    run: ({ aave }) => aave.sendATokens('alice', 'erin', 'WETH', 5) },
  { id: 'alice-withdraws', chain: on, title: 'alice withdraws 3 WETH from Aave and unwraps 2 of them',
    run: async ({ A, aave, unwrap }) => { await aave.withdraw('alice', 'WETH', 3); await unwrap(A, 'alice', 2); } },
  { id: 'bob-supplies-for-dave', chain: on, title: 'bob supplies 500 USDC on behalf of dave',
    run: ({ aave }) => aave.supply('bob', 'USDC', 500, 'dave') },
  { id: 'carol-not-collateral', chain: on, title: 'carol supplies 8,000 USDC and switches its use as collateral off',
    run: async ({ aave }) => { await aave.supply('carol', 'USDC', 8_000); await aave.useAsCollateral('carol', 'USDC', false); } },
  { id: 'frank-emode', chain: on, title: 'frank supplies 10 WETH, enters the ETH efficiency mode and borrows 6 WETH',
    run: async ({ A, aave, wrap }) => {
      await wrap(A, 'frank', 10);
      await aave.supply('frank', 'WETH', 10);
      await aave.enterEMode('frank', ETH_EMODE);
      await aave.borrow('frank', 'WETH', 6);
    } },
  { id: 'bob-swaps-rate', chain: on, title: 'bob borrows 5 WETH and 3,000 USDC stable, then swaps the stable debt to variable',
    run: async ({ aave }) => {
      await aave.borrow('bob', 'WETH', 5);
      await aave.borrow('bob', 'USDC', 3_000, STABLE);
      await aave.swapToVariable('bob', 'USDC');
    } },
  { id: 'ivan-supplies', chain: on, title: 'ivan supplies 5,000 USDC to Aave',
    run: ({ aave }) => aave.supply('ivan', 'USDC', 5_000) },
];

/** After interest has accrued. */
export const servicing = [
  { id: 'bob-repays', chain: on, title: 'bob repays 10,000 USDC',
    run: ({ aave }) => aave.repay('bob', 'USDC', 10_000) },
  { id: 'erin-repays-with-atokens', chain: on, title: 'erin borrows 6,000 USDC and repays 2,000 of it with aTokens',
    run: async ({ aave }) => { await aave.borrow('erin', 'USDC', 6_000); await aave.repayWithATokens('erin', 'USDC', 2_000); } },
  { id: 'ivan-leaves-aave', chain: on, title: 'ivan withdraws all his USDC with the interest: his position closes',
    run: ({ aave }) => aave.withdraw('ivan', 'USDC', 'max') },
  { id: 'aave-flash-loan', chain: on, title: 'trader takes a flash loan of 20,000 USDC from Aave',
    run: ({ aave }) => aave.flashLoan('trader', 'USDC', 20_000) },
  { id: 'mint-to-treasury', chain: on, title: 'Aave pays its treasury the fees it is owed, in aTokens',
    run: ({ aave }) => aave.mintToTreasury('trader') },
];

/** When ETH is low. */
export const liquidations = [
  { id: 'heidi-liquidated-for-atokens', chain: on, title: 'liquidator repays 3,000 USDC of heidi\'s debt and takes aWETH for it',
    run: ({ aave }) => aave.liquidate('liquidator', 'heidi', { collateral: 'WETH', debt: 'USDC', whole: 3_000, takeATokens: true }) },
  { id: 'heidi-liquidated', chain: on, title: 'liquidator repays as much of heidi\'s debt as allowed and takes WETH for it',
    run: ({ aave }) => aave.liquidate('liquidator', 'heidi', { collateral: 'WETH', debt: 'USDC', whole: 'max', takeATokens: false }) },
];
