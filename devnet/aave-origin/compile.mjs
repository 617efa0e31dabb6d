// SPDX-License-Identifier: Apache-2.0
// The contracts of Aave v3.6, compiled once; they come as sources.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(new URL('../package.json', import.meta.url));
const ORIGIN = path.join(here, 'node_modules', '@aave-dao', 'aave-v3-origin', 'src');
const OPEN_ZEPPELIN = path.dirname(require.resolve('@openzeppelin/contracts/package.json'));
const BUILD = path.join(here, '..', 'build');
const SETTINGS = {
  evmVersion: 'cancun', optimizer: { enabled: true, runs: 200 }, metadata: { bytecodeHash: 'none' },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode'] } },
};
const FILES = [
  'contracts/instances/PoolInstance.sol', 'contracts/instances/PoolConfiguratorInstance.sol', 'contracts/instances/ATokenInstance.sol',
  'contracts/instances/VariableDebtTokenInstance.sol', 'contracts/protocol/configuration/PoolAddressesProvider.sol',
  'contracts/protocol/configuration/ACLManager.sol', 'contracts/misc/AaveOracle.sol', 'contracts/misc/DefaultReserveInterestRateStrategyV2.sol',
];

const OZ = 'openzeppelin-contracts/contracts/';
const read = (name) => readFileSync(name.startsWith(OZ) ? path.join(OPEN_ZEPPELIN, name.slice(OZ.length)) : path.join(ORIGIN, name), 'utf8');

/** @returns {Object<string, {name: string, abi: object[], bytecode: string, links: object}>} by contract */
export function aaveContracts() {
  const sources = Object.fromEntries(FILES.map((file) => [file, { content: read(file) }]));
  sources['TestToken.sol'] = { content: readFileSync(path.join(here, 'TestToken.sol'), 'utf8') };
  const version = JSON.parse(readFileSync(path.join(ORIGIN, '..', 'package.json'), 'utf8')).version;
  const key = createHash('sha256').update(JSON.stringify([version, require('solc/package.json').version, SETTINGS, sources])).digest('hex').slice(0, 32);
  const cached = path.join(BUILD, `aave-origin-${key}.json`);
  if (existsSync(cached)) return JSON.parse(readFileSync(cached, 'utf8'));
  const input = JSON.stringify({ language: 'Solidity', sources, settings: SETTINGS });
  const output = JSON.parse(require('solc').compile(input, { import: (name) => ({ contents: read(name) }) }));
  const errors = (output.errors ?? []).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  const contracts = {};
  for (const compiled of Object.values(output.contracts)) {
    for (const [name, { abi, evm: { bytecode } }] of Object.entries(compiled)) {
      if (bytecode.object) contracts[name] = { name, abi, bytecode: `0x${bytecode.object}`, links: bytecode.linkReferences };
    }
  }
  mkdirSync(BUILD, { recursive: true });
  writeFileSync(cached, JSON.stringify(contracts));
  return contracts;
}

/** A contract with the addresses of its libraries in its code. */
export function linked(contract, addressOf) {
  let code = contract.bytecode;
  for (const libraries of Object.values(contract.links)) {
    for (const [name, places] of Object.entries(libraries)) {
      for (const { start, length } of places) {
        const at = 2 + 2 * start;
        code = code.slice(0, at) + addressOf(name).slice(2) + code.slice(at + 2 * length);
      }
    }
  }
  return { ...contract, bytecode: code };
}
