// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance, cutOf, StreamBroken } from '../../../main/resources/META-INF/resources/js/portfolio-state.mjs';
import { read, same, write } from '../../../main/resources/META-INF/resources/js/route.mjs';

const open = (id, value) => ({ position_id: id, state: 'POSITION_STATE_OPEN', value });
const snapshot = { version: '7', account: '0x1', positions: [open('a', 1), open('b', 1)], complete: true, as_of: [] };

test('a delta replaces, adds and ends positions', () => {
  const delta = { from_version: '7', positions: [open('a', 2), open('c', 1), { position_id: 'b', state: 'POSITION_STATE_CLOSED' }], complete: false, as_of: [], reorgs: [] };
  const next = advance(advance(undefined, { version: '7', snapshot }), { version: '9', delta });
  assert.deepEqual(next, { version: '9', account: '0x1', positions: [open('a', 2), open('c', 1)], complete: false, as_of: [] });
});

test('a heartbeat changes nothing', () => assert.equal(advance(snapshot, { version: '7', heartbeat: {} }), snapshot));

test('a delta that does not continue what is held breaks the stream', () => {
  const delta = { from_version: '8', positions: [], reorgs: [] };
  assert.throws(() => advance(snapshot, { version: '9', delta }), StreamBroken);
  assert.throws(() => advance(undefined, { version: '9', delta }), StreamBroken);
});

test('a cut does not depend on the order of its chains', () => {
  const [a, b] = [{ chain: 'eip155:1', block_hash: '0xa' }, { chain: 'eip155:2', block_hash: '0xb' }];
  assert.equal(cutOf({ as_of: [a, b] }), cutOf({ as_of: [b, a] }));
  assert.notEqual(cutOf({ as_of: [a] }), cutOf({ as_of: [a, b] }));
});

test('a route is read from the address and written back', () => {
  const route = { account: 'eip155:1:0xAb', policy: 'STRICT', finality: 'PRUDENT', tab: 'CHAINS' };
  assert.equal(write(route), '?account=eip155:1:0xAb&policy=STRICT&finality=PRUDENT&tab=CHAINS');
  assert.ok(same(read(write(route)), route));
  assert.deepEqual(read(''), { account: '', policy: 'PEGGED', finality: 'LATEST', tab: 'ACCOUNT' });
  assert.equal(write(read('')), '.');
  assert.deepEqual(read('?policy=economic&account=%200x1%20'), { account: '0x1', policy: 'ECONOMIC', finality: 'LATEST', tab: 'ACCOUNT' });
});
