// SPDX-License-Identifier: Apache-2.0
// The client of the margin's stream that the documents show.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply } from '../../../../../docs/examples/watch-margin.mjs';

const line = (id, usd, parts = [{ part: 'A', usd }, { part: 'B', usd: '0' }]) => ({ id, usd, alone: false, ids: [id], parts });
const answer = { account: '0x1', view: { net: '1', lines: [line('a', '1'), line('b', '2'), line('c', '3')] } };

test('what changed replaces what was, in its place, and nothing else', () => {
  const after = apply(answer, { from_version: '1', changed: { view: { net: '4', lines: [{}, { usd: '5', ids: ['x', 'y'], parts: [{}, { usd: '6' }] }] } } });
  assert.deepEqual(after, {
    account: '0x1',
    view: { net: '4', lines: [line('a', '1'), { ...line('b', '5', [{ part: 'A', usd: '2' }, { part: 'B', usd: '6' }]), ids: ['x', 'y'] }, line('c', '3')] },
  });
  assert.equal(after.view.lines[0], answer.view.lines[0]);
});

test('lines come, go and change places, and lines of lines do', () => {
  const moves = [{ list: '/view/lines', from: [2, -1, 0] }, { list: '/view/lines/2/parts', from: [1] }];
  const after = apply(answer, { moves, changed: { view: { lines: [{}, line('n', '7')] } } });
  assert.deepEqual(after.view.lines, [line('c', '3'), line('n', '7'), line('a', '1', [{ part: 'B', usd: '0' }])]);
});

test('a list may end', () => {
  assert.deepEqual(apply(answer, { moves: [{ list: '/view/lines' }] }).view.lines, []);
});

test('the answer before stays what it was', () => {
  const before = structuredClone(answer);
  apply(answer, { moves: [{ list: '/view/lines', from: [1] }], changed: { view: { lines: [{ usd: '9' }] } } });
  assert.deepEqual(answer, before);
});
