// Prints the creation code of PositionBook.sol. Run from anywhere; solc is the devnet's.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const here = new URL('.', import.meta.url);
const solc = createRequire(new URL('../../devnet/package.json', here))('solc');
const input = {
  language: 'Solidity',
  sources: { 'PositionBook.sol': { content: fs.readFileSync(new URL('PositionBook.sol', here), 'utf8') } },
  settings: {
    optimizer: { enabled: true, runs: 10000 },
    evmVersion: 'paris',
    outputSelection: { '*': { '*': ['evm.bytecode.object'] } },
  },
};
const output = JSON.parse(solc.compile(JSON.stringify(input)));
process.stdout.write('0x' + output.contracts['PositionBook.sol'].PositionBook.evm.bytecode.object);
