// SPDX-License-Identifier: Apache-2.0
import { artifact } from './artifacts.mjs';
import { ether, feedPrice, usdc, wbtc } from './units.mjs';

/** USD prices of the feeds at the start. */
export const START_PRICES = Object.freeze({ ETH: '3000', BTC: '60000', USDC: '1' });

/** What the accounts are given: whole tokens. */
const GRANTS = {
  A: {
    USDC: { erin: 160_000, carol: 20_000, bob: 5_000, grace: 2_000, ivan: 6_000, liquidator: 40_000, hedged: 3_000, alice: 10_000 },
    WBTC: { bob: 2, grace: 1 },
  },
  B: {
    USDC: {
      alice: 250_000, bob: 80_000, carol: 5_000, dave: 40_000, erin: 30_000, frank: 560_000, grace: 60_000, heidi: 25_000, ivan: 6_000,
      trader: 2_000_000, liquidator: 60_000, hedged: 40_000,
    },
    WBTC: { erin: 3, trader: 20 },
    MYST: { grace: 50_000, trader: 10_000 },
  },
};

const UNITS = { USDC: usdc, WBTC: wbtc, MYST: ether };

/** WETH9 (deployed, not imitated), mintable WBTC and USDC, and the three price feeds: on both chains alike. */
export async function deployTokens(chain, accounts, own) {
  const { keeper } = accounts;
  const mintable = artifact('aave', 'mocks/tokens/MintableERC20');
  const token = async (name, symbol, decimals) => ({ ...(await deployed(chain.deploy(keeper, mintable, [name, symbol, decimals]))), symbol, decimals });
  const tokens = {
    WETH: { ...(await deployed(chain.deploy(keeper, artifact('aave', 'dependencies/weth/WETH9')))), symbol: 'WETH', decimals: 18 },
    WBTC: await token('Wrapped BTC', 'WBTC', 8),
    USDC: await token('USD Coin', 'USDC', 6),
  };
  const feeds = {};
  for (const [asset, price] of Object.entries(START_PRICES)) {
    feeds[asset] = await chain.deploy(keeper, own.ChainlinkFeedDouble, [8, `${asset} / USD`, feedPrice(price)]);
  }
  return { tokens, feeds };
}

/** Chain B only: MYST, which has no price, and NODEC, whose decimals nobody knows. */
export async function deployOddTokens(chain, accounts, own) {
  const mintable = artifact('aave', 'mocks/tokens/MintableERC20');
  return {
    MYST: { ...(await deployed(chain.deploy(accounts.keeper, mintable, ['Mystery', 'MYST', 18]))), symbol: 'MYST', decimals: 18 },
    NODEC: { ...(await deployed(chain.deploy(accounts.keeper, own.NoDecimalsToken, [accounts.ivan, 1_000_000n]))), symbol: 'NODEC', decimals: 0 },
  };
}

/** Mints the accounts' first tokens. */
export async function grant(chain, accounts, tokens) {
  for (const [symbol, grants] of Object.entries(GRANTS[chain.key])) {
    for (const [name, amount] of Object.entries(grants)) {
      await tokens[symbol].contract.send(accounts.keeper, 'mint(address,uint256)', accounts[name], UNITS[symbol](amount));
    }
  }
}

async function deployed(promise) {
  const contract = await promise;
  return { contract, address: contract.address };
}
