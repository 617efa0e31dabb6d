// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { BASE } from './gateway.mjs';

const SCREENSHOTS = process.env.SETOFF_SCREENSHOTS;
/** Waiting longer costs nothing when what is waited for comes: no machine is to miss it. */
const TIMEOUT = 300_000;
/** How long the page may take to show the blocks of one answer, before it is asked for a newer one. */
const MOMENT = 5_000;

/** The first result of `attempt` that is not undefined; on a live chain it may take a few; `what` is said when none comes. */
export async function eventually(what, attempt) {
  const deadline = Date.now() + TIMEOUT;
  while (Date.now() < deadline) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  return assert.fail(what);
}

/** A page in a fresh browser context, that remembers what it requested and what went wrong in it. */
export class Visit {
  #context;
  #origin;
  #requests = [];
  #errors = [];

  page;

  static async open(browser, query = '', { base = BASE, prepare = async () => {}, ...context } = {}) {
    const visit = new Visit();
    visit.#origin = new URL(base).origin;
    visit.#context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...context });
    visit.page = await visit.#context.newPage();
    visit.page.setDefaultTimeout(TIMEOUT);
    visit.page.on('request', (request) => visit.#requests.push(request.url()));
    visit.page.on('pageerror', (error) => visit.#errors.push(error.stack || String(error)));
    visit.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') visit.#errors.push(`${message.text()} ${message.location().url}`);
    });
    await prepare(visit.page);
    await visit.page.goto(`${base}/${query}`);
    return visit;
  }

  /**
   * Ends the visit. Fails when the page asked another host, or when something went wrong in it.
   *
   * @param expected requests that the test lets fail, as parts of their URLs
   */
  async close(expected = []) {
    await this.#context.close();
    assert.deepEqual(this.#requests.filter((url) => !url.startsWith('data:') && new URL(url).origin !== this.#origin), [], 'requests to other hosts');
    const tolerated = ['/v1/publications', ...expected];
    const failedToLoad = (error) => error.startsWith('Failed to load resource') && tolerated.some((url) => error.includes(url));
    assert.deepEqual(this.#errors.filter((error) => !failedToLoad(error)), [], 'errors on the console');
  }

  async screenshot(name) {
    if (!SCREENSHOTS) return;
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true });
  }

  /** Heights of the blocks that the page shows, by chain. */
  heights() {
    return this.page.$$eval('.as-of .block', (blocks) => Object.fromEntries(blocks.map((block) => [block.dataset.chain, block.querySelector('.height').value])));
  }

  /** Resolves when the page shows other heights than these. */
  async heightsAfter(before) {
    await this.page.waitForFunction((known) => {
      const blocks = [...document.querySelectorAll('.as-of .block')];
      return blocks.length > 0 && blocks.some((block) => known[block.dataset.chain] !== block.querySelector('.height').value);
    }, before);
    return this.heights();
  }

  /** What the page shows, once it shows these blocks and choices; undefined when it has not after a moment. */
  figuresAt({ as_of: asOf }, policy = 'PEGGED', finality = 'LATEST') {
    const cut = asOf.map((block) => `${block.chain}@${block.block_hash}`).sort().join(' ');
    return this.momentOf(readFigures, { cut, choices: [policy, finality].join() });
  }

  /** What `read`, run in the page, returns once that is not false; undefined when it still is after a moment. */
  async momentOf(read, argument) {
    try {
      return await (await this.page.waitForFunction(read, argument, { timeout: MOMENT })).jsonValue();
    } catch (error) {
      if (error.name !== 'TimeoutError') throw error;
      return undefined;
    }
  }
}

/** Runs in the page: all exact values of the exposure section if it shows this cut and these choices, else false. */
function readFigures({ cut, choices }) {
  if ([...document.querySelectorAll('#choices [aria-current]')].map((link) => link.dataset.value).join() !== choices) return false;
  const blocks = [...document.querySelectorAll('.as-of .block')];
  const shown = blocks.map((block) => `${block.dataset.chain}@${block.querySelector('.height').title}`).sort().join(' ');
  if (shown !== cut) return false;
  const value = (root, selector) => root.querySelector(`${selector} data, data${selector}`)?.value;
  const row = (element) => ({
    venue: element.dataset.venue, kind: element.dataset.kind,
    long: value(element, '.long-units'), short: value(element, '.short-units'), net: value(element, '.net-units'), netUsd: value(element, '.net-usd'),
  });
  return {
    netUsd: value(document, '#net-usd'),
    grossUsd: value(document, '#gross-usd'),
    equityUsd: value(document, '#equity-usd'),
    offset: document.querySelector('#offset-ratio')?.title,
    underlyings: [...document.querySelectorAll('[data-underlying]')].map((element) => ({
      id: element.dataset.underlying,
      net: value(element, '.total .net-units'),
      netUsd: value(element, '.total .net-usd'),
      grossUsd: value(element, '.gross-usd'),
      rows: [...element.querySelectorAll('details.venue')].map(row),
    })),
  };
}
