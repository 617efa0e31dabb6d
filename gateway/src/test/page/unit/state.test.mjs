// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance, cutOf, StreamBroken } from '../../../main/resources/META-INF/resources/js/portfolio-state.mjs';
import { cutAt, cutOfAnswer, momentOf, moments } from '../../../main/resources/META-INF/resources/js/cuts.mjs';
import { isNotable } from '../../../main/resources/META-INF/resources/js/dom.mjs';
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
  const route = { account: 'eip155:1:0xAb', policy: 'STRICT', finality: 'PRUDENT', cut: '', tab: 'CHAINS' };
  assert.equal(write(route), '?account=eip155:1:0xAb&policy=STRICT&finality=PRUDENT&tab=CHAINS');
  assert.ok(same(read(write(route)), route));
  assert.deepEqual(read(''), { account: '', policy: 'PEGGED', finality: 'LATEST', cut: '', tab: 'ACCOUNT' });
  assert.equal(write(read('')), '.');
  assert.deepEqual(read('?policy=economic&account=%200x1%20'), { account: '0x1', policy: 'ECONOMIC', finality: 'LATEST', cut: '', tab: 'ACCOUNT' });
  const held = { ...read(''), account: '0x1', cut: 'eip155:1@0xa,eip155:2@0xb' };
  assert.equal(write(held), '?account=0x1&cut=eip155:1@0xa,eip155:2@0xb');
  assert.ok(same(read(write(held)), held));
});

const block = (hash, second) => ({ block_hash: hash, block_time: `2026-10-01T00:00:${String(second).padStart(2, '0')}Z` });
const at = (second) => Date.parse(`2026-10-01T00:00:${String(second).padStart(2, '0')}Z`);

test('at a moment each chain is at its newest block that is no younger', () => {
  const chains = [
    { chain: 'eip155:1', blocks: [block('0xa3', 24), block('0xa2', 12), block('0xa1', 0)] },
    { chain: 'eip155:2', blocks: [block('0xb3', 14), block('0xb2', 13), block('0xb1', 11)] },
  ];
  assert.deepEqual(moments(chains), [24, 14, 13, 12, 11].map(at));
  assert.equal(cutAt(chains, at(13)), 'eip155:1@0xa2,eip155:2@0xb2');
  assert.equal(cutAt(chains, at(11)), 'eip155:1@0xa1,eip155:2@0xb1');
  assert.deepEqual(moments([...chains, { chain: 'eip155:3', blocks: [] }]), [], 'a chain without blocks has no cut');
  assert.deepEqual(moments([]), []);
});

test('an answer\'s blocks are a cut, and have a moment', () => {
  const answer = { as_of: [{ chain: 'eip155:1', ...block('0xa', 12) }, { chain: 'eip155:2', ...block('0xb', 14) }] };
  assert.equal(cutOfAnswer(answer), 'eip155:1@0xa,eip155:2@0xb');
  assert.equal(momentOf(answer), at(14));
});

test('interest of a block is no change to look at', () => {
  assert.equal(isNotable('30043.11', '30043.12'), false);
  assert.equal(isNotable('30043.11', '30100'), true);
  assert.equal(isNotable('-1', '1'), true);
  assert.equal(isNotable('0', '0.01'), true);
  assert.equal(isNotable(undefined, '1'), true);
  assert.equal(isNotable('1', '1'), false);
});
