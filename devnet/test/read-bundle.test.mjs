import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import solc from 'solc';

const at = new URL('../../chain-adapters/evm/src/main/resources/io/setoff/adapters/evm/view/', import.meta.url);
const text = (name) => readFileSync(new URL(name, at), 'utf8');

test('the code of a read bundle is what the compiler makes of its source', () => {
  const output = JSON.parse(
    solc.compile(
      JSON.stringify({
        language: 'Yul',
        sources: { 'read_bundle.yul': { content: text('read_bundle.yul') } },
        settings: {
          evmVersion: 'london',
          optimizer: { enabled: true, details: { yul: true } },
          outputSelection: { '*': { '*': ['evm.bytecode.object'] } },
        },
      }),
    ),
  );
  assert.deepEqual(output.errors ?? [], []);
  assert.equal(text('read_bundle.hex').trim(), output.contracts['read_bundle.yul'].ReadBundle.evm.bytecode.object);
});
