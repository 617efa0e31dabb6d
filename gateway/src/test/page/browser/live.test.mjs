// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';
import { DropProxy } from './drop-proxy.mjs';
import { BASE, HEDGED, portfolio, venues } from './gateway.mjs';
import { Visit } from './visit.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const live = (page) => page.locator('#indicator').getByText('live', { exact: true }).waitFor();

test('the page follows the chains without loading again', async () => {
  const visit = await Visit.open(browser, `?account=${HEDGED}`);
  await live(visit.page);
  await visit.page.evaluate(() => { window.sameDocument = true; });
  const first = await visit.heights();
  const second = await visit.heightsAfter(first);
  await visit.heightsAfter(second);
  assert.equal(await visit.page.evaluate(() => window.sameDocument), true);
  await visit.close();
});

test('a lost connection is said with the age of the data, and recovers', async (t) => {
  const proxy = await DropProxy.start(BASE);
  t.after(() => proxy.cut());
  const visit = await Visit.open(browser, `?account=${HEDGED}`, { base: proxy.url });
  const { page } = visit;
  await live(page);
  const seen = await visit.heights();
  await proxy.cut();
  await page.locator('#notices').getByText('Connection lost').waitFor();
  await page.locator('#indicator').getByText(/connection lost, data is \d+ s old/).waitFor();
  await page.locator('#net-usd data').waitFor();
  await visit.screenshot('lost');
  await proxy.restore();
  await live(page);
  await page.locator('#notices').getByText('Connection lost').waitFor({ state: 'detached' });
  await visit.heightsAfter(seen);
  await visit.close(['/v1/']);
});

test('a hidden page holds no stream, and follows again when it is seen', async () => {
  const visit = await Visit.open(browser, `?account=${HEDGED}`);
  const { page } = visit;
  await live(page);
  const turn = (hidden) => page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  const ended = page.waitForEvent('requestfailed', (request) => request.url().includes('/watch?'));
  await turn(true);
  await ended;
  const seen = await visit.heights();
  await turn(false);
  await live(page);
  await visit.heightsAfter(seen);
  await visit.close();
});

test('a gateway that is away when the page is asked for an account is tried again', async () => {
  const visit = await Visit.open(browser, '', { prepare: (page) => page.route('**/v1/exposures/**', (route) => route.abort()) });
  const { page } = visit;
  await page.getByLabel('Account', { exact: true }).fill(HEDGED);
  await page.keyboard.press('Enter');
  await page.locator('#notices').getByText('The gateway does not answer').waitFor();
  await page.unroute('**/v1/exposures/**');
  await page.locator('#net-usd data').waitFor();
  await live(page);
  await visit.close(['/v1/exposures/']);
});

test('a stream that is refused shows the message of the refusal', async () => {
  const body = JSON.stringify({ status: 'INVALID_ARGUMENT', field: 'account', message: 'account: is watched too often' });
  const refuse = (route) => route.fulfill({ status: 400, contentType: 'application/json', body });
  const visit = await Visit.open(browser, `?account=${HEDGED}`, { prepare: (page) => page.route('**/v1/portfolios/**', refuse) });
  await visit.page.getByRole('alert').getByText('Account is watched too often').waitFor();
  await visit.close(['/v1/portfolios/']);
});

test('a reorganisation is announced and can be dismissed', async () => {
  const snapshot = await portfolio(HEDGED);
  const { chains: [{ chain, name }] } = await venues();
  const next = String(BigInt(snapshot.version) + 1n);
  const reorg = { chain, ancestor_height: '7', ancestor_hash: '0x07', depth: 3, old_head_hash: '0x0a', new_head_hash: '0x0b' };
  const { as_of, coverage, complete, gaps, totals, state_root } = snapshot;
  const delta = { from_version: snapshot.version, positions: [], as_of, coverage, complete, gaps, totals, state_root, reorgs: [reorg] };
  const event = (type, data) => `event:${type}\ndata:${JSON.stringify(data)}\n\n`;
  const body = `retry:600000\n${event('snapshot', { version: snapshot.version, resume_token: 'a', snapshot })}${event('delta', { version: next, resume_token: 'b', delta })}`;
  const visit = await Visit.open(browser, `?account=${HEDGED}`, {
    prepare: (page) => page.route('**/watch?**', (route) => route.fulfill({ contentType: 'text/event-stream', body })),
  });
  const notice = visit.page.locator(`[data-reorg="${chain}"]`);
  await notice.getByText(`${name} replaced 3 blocks; this view already shows the new branch.`).waitFor();
  await visit.screenshot('reorg');
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await notice.waitFor({ state: 'detached' });
  await visit.close();
});

test('what is published is shown, and nothing when the gateway does not publish', async () => {
  const { chains: [{ chain, latest }] } = await venues();
  const at = (seconds) => new Date(Date.parse(latest.block_time) + seconds * 1000).toISOString();
  const hash = `0x${'ab'.repeat(32)}`;
  const publication = {
    chain, contract: `0x${'cd'.repeat(20)}`, epoch: '41', root_stream_id: hash, rows_stream_id: hash, root: hash, state: 'PUBLICATION_STATE_MINED',
    stream: 'setoff/margin', trigger: 'PUBLICATION_TRIGGER_SIGN_CHANGED', trigger_account: HEDGED, signers: [HEDGED], transactions: 3, cost_wei: '1500000000000000',
    error: '', commit_tx: hash, store_tx: hash, observed_at: at(-20), valid_until: at(3600),
    accounts: [{ account: HEDGED, net_usd: '-12.345678', gross_usd: '100', margin_usd: '100', word: '0x', proof: [], cut: [] }],
  };
  const publications = [publication, { ...publication, epoch: '40', accounts: [] }];
  const answer = (response) => ({ prepare: (page) => page.route('**/v1/publications', (route) => route.fulfill(response)) });

  const shown = await Visit.open(browser, `?account=${HEDGED}&tab=CHAINS`, answer({ json: { publications } }));
  const row = shown.page.locator(`#publications tr[data-chain="${chain}"]`);
  await row.getByText('41', { exact: true }).waitFor();
  await row.getByText('−$12.35').waitFor();
  await row.getByText('net changed its sign').waitFor();
  await row.getByText('gas 0.0015').waitFor();
  assert.equal(await row.count(), 1);
  await shown.screenshot('published');
  await shown.close();

  for (const status of [404, 503]) {
    const hidden = await Visit.open(browser, `?account=${HEDGED}&tab=CHAINS`, answer({ status, contentType: 'application/json', body: '{}' }));
    await live(hidden.page);
    assert.equal(await hidden.page.locator('#publications').count(), 0);
    await hidden.close();
  }
});
