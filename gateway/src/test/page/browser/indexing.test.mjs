// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';
import { venues } from './gateway.mjs';
import { Visit } from './visit.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

test('every chain has its pace, and every provider a row', async () => {
  const { chains } = await venues();
  const visit = await Visit.open(browser, '?tab=CHAINS');
  const { page } = visit;
  await page.getByRole('heading', { name: 'Providers' }).waitFor();
  const providers = chains.flatMap((chain) => chain.providers.map(({ name }) => name));
  assert.deepEqual(await page.$$eval('[data-provider]', (rows) => rows.map((row) => row.dataset.provider)), providers);
  const pace = page.locator('section[aria-labelledby=indexing] [data-chain]');
  assert.deepEqual(await pace.evaluateAll((rows) => rows.map((row) => row.dataset.chain)), chains.map(({ chain }) => chain));
  for (const text of await pace.allTextContents()) assert.match(text, /at the head|blocks?/);
  await visit.screenshot('indexing');
  await visit.close();
});
