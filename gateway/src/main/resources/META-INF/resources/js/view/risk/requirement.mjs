// SPDX-License-Identifier: Apache-2.0
// The same portfolio four ways, from each position alone to everything netted, and what each way is made of.

import { sign, sum } from '../../decimal.mjs';
import { h } from '../../dom.mjs';
import { plainUsd } from '../../format.mjs';
import { lateWords, partWords, scenarioWords } from '../../risk-words.mjs';
import { scaleOf } from '../bar.mjs';
import { usd, usdPlain } from '../parts.mjs';

/** Of the whole charge for delay: below it a gain is not told by itself. */
const LEAST_SHARE = 0.01;

const WAYS = [
  ['gross', 'Gross', 'each position alone'],
  ['stand_alone', 'Alone', 'each account at a venue alone'],
  ['net_per_set', 'Net per netting set', 'what can be enforced'],
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

/** The parts of each way, and the scenarios that made them. */
export function partsTable({ totals, worst, cross, late_gains: late }, stress, names) {
  const driver = stress?.results.find(({ id }) => id === cross.driver)?.description || cross.driver;
  const parts = totals.gross.parts.map(({ part }) => ({ part, amounts: WAYS.map(([field]) => amountOf(part, totals[field])) }));
  const asksNothing = ({ amounts }) => amounts.every((amount) => sign(amount) === 0);
  const idle = parts.filter(asksNothing).map(({ part }) => partWords(part)[0].toLowerCase());
  return h('div', { class: 'made-of', id: 'margin-parts' },
    h('table', { class: 'parts' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Part'), WAYS.map(([, name]) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, parts.filter((each) => !asksNothing(each)).map(partRow),
        h('tr', { class: 'total' }, h('th', { scope: 'row' }, 'Total'), WAYS.map(([field, name]) => h('td', { 'data-label': name }, usdPlain(totals[field].total_usd)))))),
    h('ul', { class: 'notes' },
      idle.length > 0 && h('li', { key: 'idle' }, `Nothing is asked for ${idle.join(', ')}.`),
      h('li', { key: 'driver' }, 'All markets together, net of everything: ', usdPlain(cross.charged_usd), `, decided by: ${driver}.`),
      worst.map(({ underlying_id: id, scenario, loss_usd: loss }) => h('li', { key: id },
        `Worst scenario of ${names.asset(id)}, net of everything: ${scenarioWords(scenario)}, a loss of `, usdPlain(loss), '.')),
      lateGains(late, names)));
}

/** What hedges between venues wait for; what is hardly charged is one line. */
function lateGains(all, names) {
  const total = sum(all.map((gain) => gain.charge_usd));
  const isSmall = (gain) => Number(gain.charge_usd) < LEAST_SHARE * Number(total);
  const small = all.filter(isSmall);
  return [
    all.filter((gain) => !isSmall(gain)).map((gain) => h('li', { key: `late ${gain.underlying_id} ${gain.venue}`, 'data-late': gain.venue },
      'Delay of ', usdPlain(gain.charge_usd), `: ${lateWords(gain, names)}.`)),
    small.length > 0 && h('li', { key: 'late', title: small.map((gain) => lateWords(gain, names)).join('\n') },
      'Delay of ', usdPlain(sum(small.map((gain) => gain.charge_usd))), ` for ${small.length} more, less than a hundredth each.`),
  ];
}

const amountOf = (wanted, { parts }) => parts.find(({ part }) => part === wanted)?.usd ?? '0';

function partRow({ part, amounts }) {
  const [name, meaning] = partWords(part);
  return h('tr', { key: part, 'data-part': part }, h('th', { scope: 'row' }, name, ' ', h('small', {}, meaning)),
    amounts.map((amount, i) => h('td', { 'data-label': WAYS[i][1] }, sign(amount) < 0 ? usd(amount) : usdPlain(amount))));
}
