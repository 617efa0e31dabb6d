// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const HERE = path.dirname(fileURLToPath(import.meta.url));
const OWN = path.join(HERE, '..', 'contracts');
const ORACLE = path.join(HERE, '..', '..', 'risk-oracle', 'contracts', 'src');
const MODULES = path.join(HERE, '..', 'node_modules');
const BUILD = path.join(HERE, '..', 'build');
const COMPILER = require('solc/package.json').version;
const SETTINGS = { optimizer: { enabled: true, runs: 10000 }, evmVersion: 'cancun', metadata: { bytecodeHash: 'none' } };

/** The contracts of this repository that the chains carry: name -> {name, abi, bytecode}. */
export function ownContracts() {
  return {
    ...compile(OWN, ['ChainlinkFeedDouble.sol', 'NoDecimalsToken.sol', 'FlashBorrowerDouble.sol']),
    ...compile(ORACLE, ['SetoffRiskOracle.sol', 'example/CrossMarginVault.sol']),
  };
}

/** Compiles files and what they import, or takes the result of the same sources, settings and compiler from `build/`. */
function compile(root, files) {
  const sources = readSources(root, files);
  const key = createHash('sha256').update(JSON.stringify([COMPILER, SETTINGS, files, sources])).digest('hex').slice(0, 32);
  const cached = path.join(BUILD, `${key}.json`);
  if (existsSync(cached)) return JSON.parse(readFileSync(cached, 'utf8'));
  const contracts = runCompiler(files, sources);
  mkdirSync(BUILD, { recursive: true });
  const temporary = `${cached}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(contracts));
  renameSync(temporary, cached);
  return contracts;
}

function runCompiler(files, sources) {
  const input = { language: 'Solidity', sources, settings: { ...SETTINGS, outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } } } };
  const output = JSON.parse(require('solc').compile(JSON.stringify(input)));
  const errors = (output.errors ?? []).filter((message) => message.severity === 'error');
  if (errors.length > 0) throw new Error(`Solidity does not compile:\n${errors.map((error) => error.formattedMessage).join('\n')}`);
  const wanted = files.map((file) => [file, path.basename(file, '.sol')]);
  return Object.fromEntries(wanted.map(([file, name]) => {
    const { abi, evm } = output.contracts[file][name];
    return [name, { name, abi, bytecode: `0x${evm.bytecode.object}` }];
  }));
}

/** All sources by the name the compiler knows them by: relative to `root`, or the import path of a package. */
function readSources(root, files) {
  const sources = {};
  const waiting = [...files];
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (sources[name]) continue;
    const content = readFileSync(locate(name, root), 'utf8');
    sources[name] = { content };
    for (const [, imported] of content.matchAll(/^\s*import\s[^;]*?["']([^"']+)["']/gm)) {
      waiting.push(imported.startsWith('.') ? path.posix.join(path.posix.dirname(name), imported) : imported);
    }
  }
  return Object.fromEntries(Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function locate(name, root) {
  const candidates = [path.join(root, name), path.join(MODULES, name)];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found) throw new Error(`Solidity source ${name} not found (looked at ${candidates.join(', ')})`);
  return found;
}
