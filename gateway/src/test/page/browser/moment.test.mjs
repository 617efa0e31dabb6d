// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';
import { BASE, HEDGED, venues } from './gateway.mjs';
import { Visit } from './visit.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const cutOf = (page) => new URL(page.url()).searchParams.get('cut');
const net = (page) => page.locator('#net-usd data').getAttribute('value');

/** What the API answers at a cut, as the page's address has it. */
async function exposureAt(cut) {
  const response = await fetch(`${BASE}/v1/exposures/${HEDGED}?${cut.split(',').map((block) => `cut=${block}`).join('&')}`);
  assert.equal(response.status, 200);
  return response.json();
}

test('held blocks stay, are in the address, and one can step back in time', async () => {
  const visit = await Visit.open(browser, `?account=${HEDGED}`);
  const { page } = visit;
  await page.locator('#net-usd data').waitFor();
  await page.locator('#moment').getByRole('link', { name: 'Hold' }).click();
  await page.locator('#held').waitFor();
  await page.locator('#indicator').getByText('held').waitFor();
  const held = await visit.heights();
  const cut = cutOf(page);
  assert.equal(await net(page), (await exposureAt(cut)).view.net_usd);
  await page.locator('#margin-section').waitFor();
  await visit.screenshot('held');

  await page.locator('#moments').waitFor();
  await page.locator('#moment').getByRole('link', { name: 'Earlier' }).click();
  const before = await visit.heightsAfter(held);
  assert.ok(Object.entries(before).every(([chain, height]) => BigInt(height) <= BigInt(held[chain])), 'no chain goes forward');
  assert.notEqual(cutOf(page), cut);
  assert.equal(await net(page), (await exposureAt(cutOf(page))).view.net_usd);
  await page.goBack();
  await visit.heightsAfter(before);
  assert.equal(cutOf(page), cut);

  await page.locator('#moment').getByRole('link', { name: 'Live' }).click();
  await page.locator('#indicator').getByText('live', { exact: true }).waitFor();
  await visit.heightsAfter(held);
  await visit.close();
});

test('a cut that is held no longer is said', async () => {
  const { chains } = await venues();
  const gone = chains.map(({ chain }) => `${chain}@0x${'ab'.repeat(32)}`).join(',');
  const visit = await Visit.open(browser, `?account=${HEDGED}&cut=${gone}`);
  await visit.page.locator('#account-error').getByText('is not held, no longer or not yet').waitFor();
  await visit.page.locator('#moment').getByRole('link', { name: 'Live' }).click();
  await visit.page.locator('#net-usd data').waitFor();
  await visit.close(['/v1/exposures/', '/v1/portfolios/']);
});

test('account, blocks and transactions are links where an explorer is known', async () => {
  const visit = await Visit.open(browser, `?account=${HEDGED}`, {
    prepare: (page) => page.route('**/v1/venues', async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      answer.chains.forEach((chain) => { chain.explorer = 'https://scan.example'; });
      await route.fulfill({ response, json: answer });
    }),
  });
  const { page } = visit;
  await page.locator('.explorers a').first().waitFor();
  assert.equal(await page.locator('.explorers a').first().getAttribute('href'), `https://scan.example/address/${HEDGED}`);
  assert.match(await page.locator('.as-of .block a').first().getAttribute('href'), /^https:\/\/scan\.example\/block\/0x[0-9a-f]{64}$/);
  await page.locator('details.venue summary').first().click();
  assert.match(await page.locator('.position a[href*="/tx/"]').first().getAttribute('href'), /^https:\/\/scan\.example\/tx\/0x[0-9a-f]{64}$/);
  assert.equal(await page.locator('a.out').evaluateAll((links) => links.every((link) => link.rel === 'noopener noreferrer' && link.target === '_blank')), true);
  await visit.screenshot('explorers');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await visit.close();
});
