// SPDX-License-Identifier: Apache-2.0
// Perp v2 "Curie" from @perp/curie-contract and @perp/perp-oracle-contract, without proxies; its virtual pools live in the
// same Uniswap factory as everybody's, as they did in production.
import { getCreateAddress } from 'ethers';
import { artifact } from './artifacts.mjs';
import { createPool, rememberPrices } from './deploy-uniswap.mjs';
import { START_PRICES } from './deploy-tokens.mjs';
import { Pair } from './uniswap-math.mjs';
import { ether, HOUR, MAX, MINUTE, usdc } from './units.mjs';

const FEE = 3000; // hundredths of a basis point
const INSURANCE_SHARE = 100_000; // of the fee, in millionths
const MAX_TICKS_IN_15_SECONDS = 1000;
const INDEX_TWAP = 15 * MINUTE;
const FEED_TIMEOUT = 400 * 24 * HOUR;

// In the contract's order; ratios in millionths, amounts in the settlement token.
const COLLATERAL = {
  maxTokensPerAccount: 5, debtRatio: 750_000, liquidationRatio: 500_000, mmRatioBuffer: 2_000, insuranceFee: 30_000,
  debtThreshold: usdc(10_000), dust: usdc(500),
};
const WETH_COLLATERAL = { collateralRatio: 800_000, discountRatio: 100_000, depositCap: ether(1000) };

export async function deployPerp(chain, accounts, { tokens, feeds, factory }) {
  const { keeper } = accounts;
  const create = (name) => chain.deploy(keeper, artifact('perp', name));

  const indexFeeds = {};
  const markets = {};
  for (const asset of ['ETH', 'BTC']) {
    indexFeeds[asset] = await chain.deploy(keeper, artifact('perpOracle', 'ChainlinkPriceFeedV3'), [feeds[asset].address, FEED_TIMEOUT, INDEX_TWAP]);
    const dispatcher = await chain.deploy(keeper, artifact('perpOracle', 'PriceFeedDispatcher'), [indexFeeds[asset].address]);
    const baseToken = await create('BaseToken');
    await baseToken.send(keeper, 'initialize', `v${asset}`, `v${asset}`, dispatcher.address);
    markets[asset] = { baseToken };
  }
  const indexUpdater = await chain.deploy(keeper, artifact('perpOracle', 'PriceFeedUpdater'), [Object.values(indexFeeds).map((feed) => feed.address)]);
  await chain.transact({ from: keeper, to: indexUpdater.address, data: '0x' }, 'PriceFeedUpdater');
  const quoteToken = await deployAbove(chain, keeper, artifact('perp', 'QuoteToken'), Object.values(markets).map((market) => market.baseToken.address));
  await quoteToken.send(keeper, 'initialize', 'vUSD', 'vUSD');

  const config = await create('ClearingHouseConfig');
  const marketRegistry = await create('MarketRegistry');
  const orderBook = await create('OrderBook');
  const exchange = await create('Exchange');
  const accountBalance = await create('AccountBalance');
  const insuranceFund = await create('InsuranceFund');
  const vault = await create('Vault');
  const collateralManager = await create('CollateralManager');
  const clearingHouse = await create('ClearingHouse');

  await config.send(keeper, 'initialize');
  await config.send(keeper, 'setSettlementTokenBalanceCap', MAX);
  await marketRegistry.send(keeper, 'initialize', factory.address, quoteToken.address);
  await orderBook.send(keeper, 'initialize', marketRegistry.address);
  await exchange.send(keeper, 'initialize', marketRegistry.address, orderBook.address, config.address);
  await orderBook.send(keeper, 'setExchange', exchange.address);
  await accountBalance.send(keeper, 'initialize', config.address, orderBook.address);
  await exchange.send(keeper, 'setAccountBalance', accountBalance.address);
  await insuranceFund.send(keeper, 'initialize', tokens.USDC.address);
  await vault.send(keeper, 'initialize', insuranceFund.address, config.address, accountBalance.address, exchange.address);
  await insuranceFund.send(keeper, 'setVault', vault.address);
  await accountBalance.send(keeper, 'setVault', vault.address);
  await collateralManager.send(keeper, 'initialize', config.address, vault.address, ...Object.values(COLLATERAL));
  await vault.send(keeper, 'setCollateralManager', collateralManager.address);
  await vault.send(keeper, 'setWETH9', tokens.WETH.address);
  await collateralManager.send(keeper, 'addCollateral', tokens.WETH.address, { priceFeed: indexFeeds.ETH.address, ...WETH_COLLATERAL });
  await clearingHouse.send(keeper, 'initialize', config.address, vault.address, quoteToken.address, factory.address, exchange.address,
    accountBalance.address, insuranceFund.address);
  for (const contract of [marketRegistry, orderBook, exchange, accountBalance, vault]) {
    await contract.send(keeper, 'setClearingHouse', clearingHouse.address);
  }

  await quoteToken.send(keeper, 'mintMaximumTo', clearingHouse.address);
  await quoteToken.send(keeper, 'addWhitelist', clearingHouse.address);
  for (const [asset, market] of Object.entries(markets)) {
    const { baseToken } = market;
    const pair = new Pair({ address: baseToken.address, decimals: 18 }, { address: quoteToken.address, decimals: 18 });
    market.pool = await createPool(chain, keeper, factory, { pair, fee: FEE, price: START_PRICES[asset] });
    await rememberPrices(keeper, market.pool);
    await baseToken.send(keeper, 'mintMaximumTo', clearingHouse.address);
    await baseToken.send(keeper, 'addWhitelist', clearingHouse.address);
    await baseToken.send(keeper, 'addWhitelist', market.pool.address);
    await quoteToken.send(keeper, 'addWhitelist', market.pool.address);
    await marketRegistry.send(keeper, 'addPool', baseToken.address, FEE);
    await marketRegistry.send(keeper, 'setInsuranceFundFeeRatio', baseToken.address, INSURANCE_SHARE);
    await exchange.send(keeper, 'setMaxTickCrossedWithinBlock', baseToken.address, MAX_TICKS_IN_15_SECONDS);
  }
  return {
    clearingHouse, config, marketRegistry, orderBook, exchange, accountBalance, insuranceFund, vault, collateralManager, quoteToken,
    indexFeeds, indexUpdater, markets,
  };
}

/** Curie wants every base token's address below the quote token's: spends nonces until the next address is high enough. */
async function deployAbove(chain, from, code, addresses) {
  const highest = addresses.map(BigInt).reduce((a, b) => (a > b ? a : b));
  for (;;) {
    const nonce = Number(await chain.rpc.call('eth_getTransactionCount', [from, 'latest']));
    if (BigInt(getCreateAddress({ from, nonce })) > highest) return chain.deploy(from, code);
    await chain.transact({ from, to: from }, 'spending a nonce');
  }
}
