// SPDX-License-Identifier: Apache-2.0
// The example consumer of the risk oracle, from risk-oracle/contracts/src/example: lends USDC against WETH.
import { id } from 'ethers';
import { DAY, usdc } from './units.mjs';

/** What the vault lends at the start, whole USDC. */
const LIQUIDITY = 500_000;

// Shares in basis points. A report may take off 65 % of the margin of 30 %; what is left, 10.5 %, is above the maintenance margin. That is a little more
// than the 60 % that the risk engine takes off at most: the demo's venues ask for 40 % of what an account requires alone.
const TERMS = {
  maxPriceAge: 30 * DAY, // the story skips days without a price
  maxReportAge: 120, // seconds
  marginBps: 3000,
  maintenanceBps: 1000,
  maxBenefitBps: 6500,
  maxRiseBpsPerHour: 2000,
  liquidationBonusBps: 500,
};

/** @returns {Promise<object>} the contract, the name of its stream, and the ids for roots and for rows that come of it */
export async function deployVault(chain, accounts, { tokens, feeds, riskOracle }, own) {
  const stream = `setoff/margin/${chain.caip2}/cross-margin-vault/v1`;
  const streams = { stream, rootStream: id(stream), rowsStream: id(`${stream}/rows`) };
  const contract = await chain.deploy(accounts.keeper, own.CrossMarginVault, [{
    ...TERMS,
    collateral: tokens.WETH.address, debt: tokens.USDC.address, priceFeed: feeds.ETH.address, lender: accounts.treasury,
    oracle: riskOracle.address, rowsStream: streams.rowsStream, rootStream: streams.rootStream,
  }]);
  await tokens.USDC.contract.send(accounts.keeper, 'mint(address,uint256)', contract.address, usdc(LIQUIDITY));
  return { contract, address: contract.address, ...streams };
}
