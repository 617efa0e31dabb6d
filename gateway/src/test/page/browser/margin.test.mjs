// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';
import { HEDGED, margin } from './gateway.mjs';
import { eventually, Visit } from './visit.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const WAYS = ['gross', 'stand_alone', 'net_per_set', 'net_of_all'];

/** Runs in the page: the exact figures of the margin if they are of these inputs, else false. */
function readMargin(inputHash) {
  const section = document.querySelector('#margin-section');
  if (section?.dataset.inputHash !== inputHash) return false;
  const value = (root, selector) => root.querySelector(`${selector} data`)?.value;
  return {
    required: value(section, '#required-usd'),
    equity: value(section, '#margin-equity-usd'),
    ways: Object.fromEntries([...section.querySelectorAll('[data-way]')].map((way) => [way.dataset.way, value(way, '.cell')])),
    shares: Object.fromEntries([...section.querySelectorAll('[data-holding]')].map((row) => [row.dataset.holding, value(row, '.contribution')])),
    parts: [...section.querySelectorAll('[data-part]')].map((row) => [row.dataset.part, ...[...row.querySelectorAll('td data')].map((amount) => amount.value)]),
    told: Object.fromEntries([...section.querySelectorAll('#allocation [data-venue]')].map((row) => [row.dataset.venue, value(row, '.cell')])),
  };
}

/** A MarginView as the page has to show it. */
const expected = ({ required_usd: required, totals, attribution, accounts }) => ({
  required,
  equity: totals.equity_usd,
  ways: Object.fromEntries(WAYS.map((way) => [way, totals[way].total_usd])),
  shares: Object.fromEntries(attribution.map((holding) => [holding.holding_id, holding.contribution_usd])),
  parts: totals.gross.parts.map(({ part }) => [part, ...WAYS.map((way) => totals[way].parts.find((each) => each.part === part).usd)])
    .filter(([, ...amounts]) => amounts.some((amount) => Number(amount) !== 0)),
  told: Object.fromEntries(accounts.map((account) => [account.venue, account.required_usd])),
});

/** Compares page and API at the same inputs. */
function assertShowsMargin(visit) {
  return eventually('the page never showed the inputs that the API answers for', async () => {
    const { view } = await margin(HEDGED);
    const shown = await visit.momentOf(readMargin, view.basis.stamp.input_hash);
    if (!shown) return undefined;
    assert.deepEqual(shown, JSON.parse(JSON.stringify(expected(view))));
    return view;
  });
}

test('the hedged account shows what the API answers: gross, net, shares, what protocols are told', async () => {
  const visit = await Visit.open(browser, `?account=${HEDGED}`);
  const view = await assertShowsMargin(visit);
  assert.ok(Number(view.totals.net_of_all.total_usd) < Number(view.totals.gross.total_usd) / 4);
  const section = visit.page.locator('#margin-section');
  assert.match(await section.locator('#liquidation').textContent(), /moves by/);
  assert.match(await section.locator('#margin-stamp').textContent(), new RegExp(view.basis.stamp.parameter_hash));
  await visit.screenshot('margin');
  await visit.close();
});

test('the margin is live', async () => {
  const visit = await Visit.open(browser, `?account=${HEDGED}`);
  const { page } = visit;
  await page.locator('#margin-section').waitFor();
  const before = await page.locator('#margin-section').getAttribute('data-input-hash');
  await page.waitForFunction((hash) => document.querySelector('#margin-section').dataset.inputHash !== hash, before);
  await page.locator('#stresses [data-stress="2020-03-12"]').waitFor();
  await visit.close();
});

test('prudent says what the other blocks require', async () => {
  const visit = await Visit.open(browser, `?account=${HEDGED}&finality=PRUDENT`);
  assert.match(await visit.page.locator('#margin-prudent').textContent(), /Prudent shows the (latest|finalized) blocks.*require \$/);
  await visit.close();
});

test('while the workers are busy the last margin stays, and it is said', async () => {
  const visit = await Visit.open(browser, `?account=${HEDGED}`);
  const { page } = visit;
  await page.locator('#required-usd data').waitFor();
  await page.route('**/v1/margin/**', (route) => route.fulfill({ status: 429, json: { status: 'RESOURCE_EXHAUSTED', field: 'risk', message: 'risk: all workers are busy' } }));
  await page.getByText('The newest margin cannot be had').waitFor();
  assert.match(await page.locator('#required-usd data').getAttribute('value'), /^\d/);
  await page.unroute('**/v1/margin/**');
  await page.getByText('The newest margin cannot be had').waitFor({ state: 'detached' });
  await visit.close(['/v1/margin/']);
});
