// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { ApiError, getPortfolio } from '../../../main/resources/META-INF/resources/js/api.mjs';

const ROUTE = { account: '0x01', finality: 'LATEST' };

function answer(t, response) {
  t.mock.method(globalThis, 'fetch', async () => response());
}

const rejectsWith = (status, message) => assert.rejects(getPortfolio(ROUTE), (error) => {
  assert.ok(error instanceof ApiError);
  assert.deepEqual([error.status, error.message], [status, message]);
  return true;
});

test('an answer that ends in the middle is none', async (t) => {
  answer(t, () => new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError('network error')) })));
  await rejectsWith(0, 'The gateway does not answer.');
});

test('an answer that is not JSON is said to be unreadable', async (t) => {
  answer(t, () => new Response('<html>'));
  await rejectsWith(0, 'The answer of the gateway cannot be read.');
});

test('a refusal keeps its status and its rule', async (t) => {
  answer(t, () => Response.json({ field: 'account', message: 'account: is required' }, { status: 400 }));
  await rejectsWith(400, 'Account is required');
});

test('what the page gave up itself is no answer of the gateway', async (t) => {
  const given = new AbortController();
  answer(t, () => { given.abort(); throw given.signal.reason; });
  await assert.rejects(getPortfolio(ROUTE, given.signal), { name: 'AbortError' });
});
