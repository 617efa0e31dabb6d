// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';
import { accounts, accountWithGap, exposure, HEDGED, portfolio } from './gateway.mjs';
import { eventually, Visit } from './visit.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** An ExposureView as the page has to show it: cash last. */
function expected(view) {
  const isCash = ({ underlying_id: id }) => id === 'fiat:USD';
  const ordered = [...view.underlyings.filter((u) => !isCash(u)), ...view.underlyings.filter(isCash)];
  return {
    netUsd: view.net_usd,
    grossUsd: view.gross_usd,
    offset: Number(view.offset_ratio ?? 0) === 0 ? undefined : view.offset_ratio,
    underlyings: ordered.map((u) => ({
      id: u.underlying_id, net: u.net, netUsd: u.net_usd, grossUsd: u.gross_usd,
      rows: u.by_venue.map((row) => ({
        venue: row.venue.id, kind: row.kind, long: row.long_units, short: row.short_units, net: row.net, netUsd: row.net_usd,
      })),
    })),
  };
}

/** Compares page and API at the same blocks. */
function assertShowsExposure(visit, account, policy, finality) {
  return eventually('the page never showed the blocks that the API answers for', async () => {
    const { view } = await exposure(account, policy, finality);
    const { equityUsd: _, ...figures } = await visit.figuresAt(view, policy, finality) ?? {};
    if (!figures.underlyings) return undefined;
    assert.deepEqual(figures, JSON.parse(JSON.stringify(expected(view))));
    return view;
  });
}

test('named accounts are listed; choosing one shows what the API answers', async () => {
  const visit = await Visit.open(browser);
  const { page } = visit;
  const named = await accounts();
  await page.getByRole('heading', { name: 'One portfolio' }).waitFor();
  await page.locator('#accounts a').first().waitFor();
  assert.deepEqual(await page.locator('#accounts a').allTextContents(), named.map(({ label }) => label));
  await visit.screenshot('landing');

  const hedged = named.find(({ account }) => account === HEDGED);
  assert.ok(hedged, 'SETOFF_ACCOUNT has a name');
  await page.getByRole('link', { name: hedged.label, exact: true }).click();
  await assertShowsExposure(visit, HEDGED);
  assert.equal(new URL(page.url()).searchParams.get('account'), HEDGED);
  await page.getByRole('heading', { level: 1, name: hedged.label }).waitFor();
  await visit.screenshot('hedged');
  await visit.close();
});

test('policy and finality are in the address, and the page shows them', async () => {
  const visit = await Visit.open(browser, `?account=${HEDGED}&policy=STRICT&finality=FINALIZED`);
  const { page } = visit;
  await assertShowsExposure(visit, HEDGED, 'STRICT', 'FINALIZED');
  await page.locator('[data-value=ECONOMIC]').click();
  await assertShowsExposure(visit, HEDGED, 'ECONOMIC', 'FINALIZED');
  await page.goBack();
  await assertShowsExposure(visit, HEDGED, 'STRICT', 'FINALIZED');
  await visit.close();
});

test('equity is the portfolio\'s at the same blocks', async () => {
  const visit = await Visit.open(browser, `?account=${HEDGED}`);
  await visit.page.locator('#equity-usd data').waitFor();
  await eventually('the page never showed the blocks of the portfolio', async () => {
    const held = await portfolio(HEDGED);
    const figures = await visit.figuresAt(held);
    if (!figures) return undefined;
    assert.equal(figures.equityUsd, held.totals.equity_usd);
    return held;
  });
  await visit.close();
});

test('prudent says which blocks it chose, and the net of the others', async () => {
  const visit = await Visit.open(browser, `?account=${HEDGED}&finality=PRUDENT`);
  const text = await visit.page.locator('#prudent').textContent();
  assert.match(text, /Prudent shows the (latest|finalized) blocks/);
  assert.match(await visit.page.locator('#other-net-usd data').getAttribute('value'), /^-?\d+(\.\d+)?$/);
  await visit.screenshot('prudent');
  await visit.close();
});

test('a venue\'s row opens, by keyboard, to its positions', async () => {
  const visit = await Visit.open(browser, `?account=${HEDGED}`);
  const { page } = visit;
  const { view } = await exposure(HEDGED);
  const row = view.underlyings[0].by_venue[0];
  const details = page.locator(`[data-underlying="${view.underlyings[0].underlying_id}"] [data-venue="${row.venue.id}"][data-kind=${row.kind}]`);
  await details.locator('summary').focus();
  await page.keyboard.press('Enter');
  for (const id of row.position_ids) {
    const position = details.locator(`[data-position="${id}"]`);
    await position.locator('h4').waitFor({ state: 'visible' });
    assert.match(await position.textContent(), /Quantity.*Delta.*Price.*Value.*Read at/s);
  }
  await visit.heightsAfter(await visit.heights());
  assert.ok(await details.getAttribute('open') !== null, 'the row stays open when the chains move on');
  await visit.screenshot('positions');
  await visit.close();
});

test('an unpriced token is a gap in words and never a zero', async () => {
  const named = await accountWithGap('GAP_KIND_UNPRICED');
  assert.ok(named, 'a named account of the story holds an unpriced token');
  const visit = await Visit.open(browser, `?account=${named.account}`);
  const { page } = visit;
  const gap = page.locator('#gaps').getByText('has no price').first();
  await page.locator('#gaps summary').click();
  await gap.waitFor();
  assert.match(await page.locator('#gaps').textContent(), /^Counted as worthless/);
  assert.match(await page.locator('#complete').textContent(), /^completeLooked at .*Wallet.* on /, 'complete without what anybody can send');
  const { view } = await exposure(named.account);
  for (const id of view.unpriced) {
    const total = page.locator(`[data-underlying="${id}"] .total`);
    assert.equal(await total.locator('.net-usd').textContent(), 'unknown');
    assert.match(await total.locator('.net-units').textContent(), /^[+−][\d,.]+$/);
  }
  await visit.screenshot('unpriced');
  return visit.close();
});

test('a token without decimals is unknown by name', async () => {
  const named = await accountWithGap('GAP_KIND_DECIMALS_UNKNOWN');
  assert.ok(named, 'a named account of the story holds a token without decimals');
  const visit = await Visit.open(browser, `?account=${named.account}`);
  const card = visit.page.locator('[data-unknown]').first();
  await card.waitFor();
  assert.equal(await card.locator('.net-units').first().textContent(), 'unknown');
  assert.equal(await card.locator('.net-usd').first().textContent(), 'unknown');
  const fold = visit.page.locator('#gaps summary');
  if (await fold.count() > 0) await fold.click();
  await visit.page.locator('#gaps').getByText('does not tell its decimals').first().waitFor();
  await visit.screenshot('unknown-decimals');
  return visit.close();
});

test('a bad address shows the field\'s rule at the input', async () => {
  const visit = await Visit.open(browser);
  const { page } = visit;
  await page.getByLabel('Account', { exact: true }).fill('0x12');
  await page.getByRole('button', { name: 'Show' }).click();
  const error = page.getByRole('alert');
  await error.getByText('Not an EVM address (0x and 40 hex digits): "0x12"').waitFor();
  assert.equal(await page.getByLabel('Account', { exact: true }).getAttribute('aria-invalid'), 'true');
  await visit.screenshot('bad-address');

  await page.getByLabel('Account', { exact: true }).fill(`eip155:5:${HEDGED}`);
  await page.keyboard.press('Enter');
  await error.getByText('eip155:5 is not configured here').waitFor();

  await page.getByLabel('Account', { exact: true }).fill(HEDGED);
  await page.keyboard.press('Enter');
  await page.locator('#net-usd').waitFor();
  assert.equal(await error.count(), 0);
  await visit.close(['/v1/exposures/']);
});

test('an unknown policy in the address is told beside its choice', async () => {
  const visit = await Visit.open(browser, `?account=${HEDGED}&policy=LOOSE`);
  await visit.page.locator('#choices').getByText('Policy is none of STRICT, ECONOMIC or PEGGED').waitFor();
  await visit.close(['/v1/exposures/']);
});

test('it fits a small screen, light and dark', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const visit = await Visit.open(browser, `?account=${HEDGED}`, { viewport: { width: 380, height: 800 }, colorScheme });
    await visit.page.locator('#equity-usd data').waitFor();
    await visit.page.locator('details.venue summary').first().click();
    await visit.page.locator('.position').first().waitFor();
    assert.equal(await visit.page.evaluate(() => document.documentElement.scrollWidth), 380);
    await visit.screenshot(`small-${colorScheme}`);
    await visit.close();
  }
  const dark = await Visit.open(browser, `?account=${HEDGED}`, { colorScheme: 'dark' });
  await dark.page.locator('#equity-usd data').waitFor();
  await dark.screenshot('hedged-dark');
  await dark.close();
});
