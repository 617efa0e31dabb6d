// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';
import { totals } from './gateway.mjs';
import { Visit } from './visit.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

test('all accounts together: concentration, distance to liquidation, shocks', async () => {
  const answer = await totals();
  const visit = await Visit.open(browser, '?tab=BOOK');
  const { page } = visit;
  await page.getByRole('heading', { name: 'What falling prices liquidate' }).waitFor();
  const [all] = answer.groups;
  assert.deepEqual(await page.$$eval('[data-underlying]', (rows) => rows.map((row) => row.dataset.underlying)), all.underlyings.map(({ underlying_id: id }) => id));
  assert.deepEqual(await page.$$eval('[data-shock]', (rows) => rows.map((row) => row.dataset.shock)), ['0.95', '0.9', '0.8', '0.7', '0.5']);
  assert.deepEqual(await page.$$eval('[data-risk]', (rows) => rows.map((row) => row.dataset.risk)), answer.venues.map(({ venue }) => venue.id));
  const widths = await page.$$eval('[data-shock] .fill', (bars) => bars.map((bar) => Number.parseFloat(bar.style.width)));
  assert.equal(Math.max(...widths), 100, 'the most that is repaid is the whole bar');
  await visit.screenshot('totals');
  await page.locator('.holder a').first().click();
  await page.waitForURL(/account=0x/);
  await visit.close();
});
