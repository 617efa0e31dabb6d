// SPDX-License-Identifier: Apache-2.0
// Aave v3.0 core from @aave/core-v3: everything the protocol needs, nothing imitated but the price feeds.
import { parseUnits } from 'ethers';
import { artifact, link } from './artifacts.mjs';
import { ZERO_ADDRESS } from './units.mjs';

const MARKET_ID = 'Setoff devnet market';
const POOL_LIBRARIES = ['SupplyLogic', 'BorrowLogic', 'LiquidationLogic', 'EModeLogic', 'BridgeLogic', 'PoolLogic', 'FlashLoanLogic', 'ConfiguratorLogic'];
const FLASH_LOAN_PREMIUM = { total: 9, toProtocol: 4 }; // basis points

/** eMode category of WETH. */
export const ETH_EMODE = 1;

// Ratios in basis points; rates in percent a year; optimal usage in percent.
const RESERVES = {
  WETH: { ltv: 8000, threshold: 8250, bonus: 10500, reserveFactor: 1500, optimal: 80, base: 0, slope1: 3.8, slope2: 80, stable: false },
  WBTC: { ltv: 7000, threshold: 7500, bonus: 10650, reserveFactor: 2000, optimal: 45, base: 0, slope1: 4, slope2: 300, stable: false },
  USDC: { ltv: 7700, threshold: 8000, bonus: 10450, reserveFactor: 1000, optimal: 90, base: 0, slope1: 4, slope2: 60, stable: true },
};
const LIQUIDATION_PROTOCOL_FEE = 1000; // basis points of the bonus
const ETH_CATEGORY = { ltv: 9000, threshold: 9300, bonus: 10100, label: 'ETH correlated' };

const ray = (percent) => parseUnits(String(percent), 25);

/** @returns {Promise<object>} the contracts, by the protocol's names, and the tokens of each reserve */
export async function deployAave(chain, accounts, { tokens, feeds }) {
  const admin = accounts.keeper;
  const deploy = (file, args = [], libraries = undefined, name = undefined) => {
    const found = artifact('aave', file, name);
    return chain.deploy(admin, libraries ? link(found, libraries) : found, args);
  };
  const libraries = {};
  for (const name of POOL_LIBRARIES) {
    libraries[name] = (await deploy(`protocol/libraries/logic/${name}`, [], libraries)).address;
  }

  const registry = await deploy('protocol/configuration/PoolAddressesProviderRegistry', [admin]);
  const provider = await deploy('protocol/configuration/PoolAddressesProvider', [MARKET_ID, admin]);
  await registry.send(admin, 'registerAddressesProvider', provider.address, 1n);
  await provider.send(admin, 'setACLAdmin', admin);
  const acl = await deploy('protocol/configuration/ACLManager', [provider.address]);
  await provider.send(admin, 'setACLManager', acl.address);
  for (const role of ['addPoolAdmin', 'addEmergencyAdmin', 'addRiskAdmin', 'addAssetListingAdmin']) await acl.send(admin, role, admin);

  const names = Object.keys(RESERVES);
  const sources = names.map((name) => feeds[{ WETH: 'ETH', WBTC: 'BTC', USDC: 'USDC' }[name]].address);
  const oracle = await deploy('misc/AaveOracle', [provider.address, names.map((name) => tokens[name].address), sources, ZERO_ADDRESS, ZERO_ADDRESS, 10n ** 8n]);
  await provider.send(admin, 'setPriceOracle', oracle.address);

  const poolCode = await deploy('protocol/pool/Pool', [provider.address], libraries);
  await poolCode.send(admin, 'initialize', provider.address);
  await provider.send(admin, 'setPoolImpl', poolCode.address);
  const pool = chain.contractAt(artifact('aave', 'protocol/pool/Pool'), await provider.read('getPool'));
  const configuratorCode = await deploy('protocol/pool/PoolConfigurator', [], libraries);
  await configuratorCode.send(admin, 'initialize', provider.address);
  await provider.send(admin, 'setPoolConfiguratorImpl', configuratorCode.address);
  const configurator = chain.contractAt(artifact('aave', 'protocol/pool/PoolConfigurator'), await provider.read('getPoolConfigurator'));
  const dataProvider = await deploy('misc/AaveProtocolDataProvider', [provider.address]);
  await provider.send(admin, 'setPoolDataProvider', dataProvider.address);

  await initReserves({ admin, deploy, configurator, pool, provider, tokens, treasury: accounts.treasury });
  await configureReserves({ admin, configurator, tokens });
  const flashBorrower = await deploy('mocks/flashloan/MockSimpleFlashLoanReceiver', [provider.address], undefined, 'MockFlashLoanSimpleReceiver');
  return { provider, pool, configurator, acl, oracle, dataProvider, flashBorrower, reserves: await reserveTokens(chain, dataProvider, tokens) };
}

async function initReserves({ admin, deploy, configurator, pool, provider, tokens, treasury }) {
  const code = {};
  for (const name of ['AToken', 'StableDebtToken', 'VariableDebtToken']) code[name] = (await deploy(`protocol/tokenization/${name}`, [pool.address])).address;
  const inputs = [];
  for (const [symbol, reserve] of Object.entries(RESERVES)) {
    const strategy = await deploy('protocol/pool/DefaultReserveInterestRateStrategy', [provider.address, ray(reserve.optimal), ray(reserve.base),
      ray(reserve.slope1), ray(reserve.slope2), ray(0.5), ray(reserve.slope2), ray(1), ray(8), ray(20)]);
    inputs.push({
      aTokenImpl: code.AToken, stableDebtTokenImpl: code.StableDebtToken, variableDebtTokenImpl: code.VariableDebtToken,
      underlyingAssetDecimals: tokens[symbol].decimals, interestRateStrategyAddress: strategy.address, underlyingAsset: tokens[symbol].address,
      treasury, incentivesController: ZERO_ADDRESS,
      aTokenName: `Aave ${symbol}`, aTokenSymbol: `a${symbol}`,
      variableDebtTokenName: `Aave Variable Debt ${symbol}`, variableDebtTokenSymbol: `variableDebt${symbol}`,
      stableDebtTokenName: `Aave Stable Debt ${symbol}`, stableDebtTokenSymbol: `stableDebt${symbol}`,
      params: '0x',
    });
  }
  for (const input of inputs) await configurator.send(admin, 'initReserves', [input]);
}

async function configureReserves({ admin, configurator, tokens }) {
  for (const [symbol, reserve] of Object.entries(RESERVES)) {
    const { address } = tokens[symbol];
    await configurator.send(admin, 'configureReserveAsCollateral', address, reserve.ltv, reserve.threshold, reserve.bonus);
    await configurator.send(admin, 'setReserveBorrowing', address, true);
    if (reserve.stable) await configurator.send(admin, 'setReserveStableRateBorrowing', address, true);
    await configurator.send(admin, 'setReserveFactor', address, reserve.reserveFactor);
    await configurator.send(admin, 'setLiquidationProtocolFee', address, LIQUIDATION_PROTOCOL_FEE);
    await configurator.send(admin, 'setReserveFlashLoaning', address, true);
  }
  await configurator.send(admin, 'updateFlashloanPremiumTotal', FLASH_LOAN_PREMIUM.total);
  await configurator.send(admin, 'updateFlashloanPremiumToProtocol', FLASH_LOAN_PREMIUM.toProtocol);
  await configurator.send(admin, 'setEModeCategory', ETH_EMODE, ETH_CATEGORY.ltv, ETH_CATEGORY.threshold, ETH_CATEGORY.bonus, ZERO_ADDRESS, ETH_CATEGORY.label);
  await configurator.send(admin, 'setAssetEModeCategory', tokens.WETH.address, ETH_EMODE);
}

async function reserveTokens(chain, dataProvider, tokens) {
  const reserves = {};
  for (const symbol of Object.keys(RESERVES)) {
    const [aToken, stableDebt, variableDebt] = await dataProvider.read('getReserveTokensAddresses', tokens[symbol].address);
    reserves[symbol] = {
      aToken: chain.contractAt(artifact('aave', 'protocol/tokenization/AToken'), aToken),
      stableDebt: chain.contractAt(artifact('aave', 'protocol/tokenization/StableDebtToken'), stableDebt),
      variableDebt: chain.contractAt(artifact('aave', 'protocol/tokenization/VariableDebtToken'), variableDebt),
    };
  }
  return reserves;
}
