// SPDX-License-Identifier: Apache-2.0
// A market of Aave v3.6 with two reserves.
import { AbiCoder, ZeroAddress } from 'ethers';
import { ownContracts } from '../src/compile.mjs';
import { aaveContracts, linked } from './compile.mjs';

// Basis points.
const RATES = AbiCoder.defaultAbiCoder().encode(['tuple(uint16,uint32,uint32,uint32)'], [[8000, 100, 2000, 30000]]);
const TERMS = { ltv: 7500, threshold: 8000, bonus: 10500 };

export const RESERVES = {
  WETH: { decimals: 18, price: 3000n * 10n ** 8n },
  USDC: { decimals: 6, price: 10n ** 8n },
};

/** @returns {Promise<object>} pool, configurator, and by symbol: token, feed, aToken, debt */
export async function deployMarket(chain, admin) {
  const code = aaveContracts();
  const libraries = {};
  const deploy = async (name, args = []) => {
    const contract = code[name];
    for (const wanted of Object.values(contract.links).flatMap(Object.keys)) libraries[wanted] ??= (await deploy(wanted)).address;
    return chain.deploy(admin, linked(contract, (library) => libraries[library]), args);
  };
  const reserves = {};
  for (const [symbol, { decimals, price }] of Object.entries(RESERVES)) {
    const token = await deploy('TestToken', [symbol, decimals]);
    const feed = await chain.deploy(admin, ownContracts().ChainlinkFeedDouble, [8, `${symbol} / USD`, price]);
    reserves[symbol] = { token, feed };
  }
  const provider = await deploy('PoolAddressesProvider', ['3.6', admin]);
  await provider.send(admin, 'setACLAdmin', admin);
  const acl = await deploy('ACLManager', [provider.address]);
  await provider.send(admin, 'setACLManager', acl.address);
  for (const role of ['addPoolAdmin', 'addEmergencyAdmin', 'addRiskAdmin', 'addAssetListingAdmin']) await acl.send(admin, role, admin);
  const assets = Object.values(reserves);
  const oracle = await deploy('AaveOracle', [provider.address, assets.map(({ token }) => token.address), assets.map(({ feed }) => feed.address),
    ZeroAddress, ZeroAddress, 10n ** 8n]);
  await provider.send(admin, 'setPriceOracle', oracle.address);
  const strategy = await deploy('DefaultReserveInterestRateStrategyV2', [provider.address]);
  const poolCode = await deploy('PoolInstance', [provider.address, strategy.address]);
  await provider.send(admin, 'setPoolImpl', poolCode.address);
  const pool = chain.contractAt(code.PoolInstance, await provider.read('getPool'));
  const configuratorCode = await deploy('PoolConfiguratorInstance');
  await provider.send(admin, 'setPoolConfiguratorImpl', configuratorCode.address);
  const configurator = chain.contractAt(code.PoolConfiguratorInstance, await provider.read('getPoolConfigurator'));
  const aTokenCode = await deploy('ATokenInstance', [pool.address, ZeroAddress, admin]);
  const debtCode = await deploy('VariableDebtTokenInstance', [pool.address, ZeroAddress]);
  for (const [symbol, reserve] of Object.entries(reserves)) {
    const asset = reserve.token.address;
    await configurator.send(admin, 'initReserves', [{
      aTokenImpl: aTokenCode.address, variableDebtTokenImpl: debtCode.address, underlyingAsset: asset,
      aTokenName: `Aave ${symbol}`, aTokenSymbol: `a${symbol}`, variableDebtTokenName: `Debt ${symbol}`, variableDebtTokenSymbol: `d${symbol}`,
      params: '0x', interestRateData: RATES,
    }]);
    await configurator.send(admin, 'configureReserveAsCollateral', asset, TERMS.ltv, TERMS.threshold, TERMS.bonus);
    await configurator.send(admin, 'setReserveBorrowing', asset, true);
    await configurator.send(admin, 'setReserveFactor', asset, 1000);
    reserve.aToken = chain.contractAt(code.ATokenInstance, await pool.read('getReserveAToken', asset));
    reserve.debt = chain.contractAt(code.VariableDebtTokenInstance, await pool.read('getReserveVariableDebtToken', asset));
  }
  return { pool, configurator, reserves };
}
