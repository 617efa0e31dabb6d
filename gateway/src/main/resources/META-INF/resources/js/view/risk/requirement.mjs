// SPDX-License-Identifier: Apache-2.0
// The same portfolio four ways, from each position alone to everything netted, and what each way is made of.

import { sign } from '../../decimal.mjs';
import { h } from '../../dom.mjs';
import { plainUsd } from '../../format.mjs';
import { partName, scenarioWords } from '../../risk-words.mjs';
import { scaleOf } from '../bar.mjs';
import { usd, usdPlain } from '../parts.mjs';
import { opening } from '../venue-row.mjs';

const WAYS = [
  ['gross', 'Gross', 'each position alone'],
  ['stand_alone', 'Alone', 'each account at a venue alone'],
  ['net_per_set', 'Net per agreement', 'what can be enforced'],
  ['net_of_all', 'Net of everything', 'if all of it could be netted'],
];

export function ways({ totals }) {
  const scale = scaleOf(...WAYS.map(([field]) => totals[field].total_usd));
  return h('ul', { class: 'ways' }, WAYS.map(([field, name, words]) => {
    const total = totals[field].total_usd;
    return h('li', { key: field, 'data-way': field },
      h('span', { class: 'name' }, name, ' ', h('small', {}, words)),
      level(total, scale, `${name}: ${plainUsd(total)}`),
      h('strong', { class: 'cell' }, usdPlain(total)));
  }));
}

/** A bar from zero. Its length is approximate, the number beside it is not. */
export function level(text, scale, label) {
  const width = scale === 0 ? 0 : Math.min(1, Math.max(0, Number(text)) / scale) * 100;
  return h('div', { class: 'bar level', role: 'img', 'aria-label': label }, h('span', { class: 'fill', style: { width: `${width}%` } }));
}

const KEY = 'margin parts';

/** The parts of each way, and the scenarios that made them; opens. */
export function partsTable({ totals, worst, cross }, stress, names, opened) {
  const driver = stress?.results.find(({ id }) => id === cross.driver)?.description || cross.driver;
  return h('details', { class: 'made-of', key: KEY, ...opening(KEY, opened) },
    h('summary', {}, 'What it is made of'),
    opened.has(KEY) && [
      h('table', { class: 'parts' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Part'), WAYS.map(([, name]) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, totals.gross.parts.map(({ part }) => partRow(part, totals)),
          h('tr', { class: 'total' }, h('th', { scope: 'row' }, 'total'), WAYS.map(([field, name]) => h('td', { 'data-label': name }, usdPlain(totals[field].total_usd)))))),
      h('ul', { class: 'notes' },
        worst.map(({ underlying_id: id, scenario, loss_usd: loss }) => h('li', { key: id },
          `Worst for ${names.asset(id)}, net of everything: ${scenarioWords(scenario)}, a loss of `, usdPlain(loss))),
        h('li', { key: 'driver' }, 'Charged for the moves of all markets together: ', usdPlain(cross.charged_usd), `, by: ${driver}`)),
    ]);
}

function partRow(part, totals) {
  const amounts = WAYS.map(([field]) => totals[field].parts.find((each) => each.part === part)?.usd ?? '0');
  if (amounts.every((amount) => sign(amount) === 0)) return null;
  return h('tr', { key: part }, h('th', { scope: 'row' }, partName(part)),
    amounts.map((amount, i) => h('td', { 'data-label': WAYS[i][1] }, sign(amount) < 0 ? usd(amount) : usdPlain(amount))));
}
