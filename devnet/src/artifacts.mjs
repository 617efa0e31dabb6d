// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

const PACKAGES = {
  aave: '@aave/core-v3',
  uniswapCore: '@uniswap/v3-core',
  uniswapPeriphery: '@uniswap/v3-periphery',
  perp: '@perp/curie-contract',
  perpOracle: '@perp/perp-oracle-contract',
};

/**
 * A compiled contract as its own npm package ships it.
 * @param {keyof PACKAGES} source which package
 * @param {string} file the Solidity file below `contracts/`, without `.sol`
 * @param {string} name of the contract, when it differs from the file's
 */
export function artifact(source, file, name = path.basename(file)) {
  const root = path.dirname(require.resolve(`${PACKAGES[source]}/package.json`));
  const json = JSON.parse(readFileSync(path.join(root, 'artifacts', 'contracts', `${file}.sol`, `${name}.json`), 'utf8'));
  return { name, abi: json.abi, bytecode: json.bytecode, linkReferences: json.linkReferences ?? {} };
}

/** The artifact with the addresses of its libraries written into the bytecode. @param {Record<string, string>} libraries name -> address */
export function link(unlinked, libraries) {
  let code = unlinked.bytecode.slice(2);
  for (const references of Object.values(unlinked.linkReferences)) {
    for (const [library, places] of Object.entries(references)) {
      const address = libraries[library];
      if (!address) throw new Error(`${unlinked.name} needs library ${library}, which is not deployed`);
      for (const { start, length } of places) {
        code = code.slice(0, start * 2) + address.slice(2).toLowerCase() + code.slice((start + length) * 2);
      }
    }
  }
  return { ...unlinked, bytecode: `0x${code}`, linkReferences: {} };
}
