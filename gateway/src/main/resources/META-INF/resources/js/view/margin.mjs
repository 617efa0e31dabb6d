// SPDX-License-Identifier: Apache-2.0
// The venue's own margin figures. What it does not state is named as such.

import { magnitude } from '../decimal.mjs';
import { h } from '../dom.mjs';
import { plain, signed } from '../format.mjs';
import { enumWords } from '../names.mjs';
import { state, term, wideTerm } from './parts.mjs';

const FIGURES = [
  ['equity', 'Equity', signed], ['initial', 'Initial margin', plain], ['maintenance', 'Maintenance margin', plain],
  ['available', 'Free collateral', plain], ['liquidation_price', 'Liquidation price', plain],
];

/** Health factors below these are shown as bad and as a warning; a position is liquidated below 1. */
const BAD = 1.1;
const WARN = 1.5;

export function marginTerms(margin, names) {
  const currency = names.symbol(margin.currency);
  const missing = [['health_factor', 'Health factor'], ...FIGURES].filter(([field]) => margin[field] === undefined).map(([, name]) => name.toLowerCase());
  return [
    margin.health_factor !== undefined && term('Health factor', healthFactor(margin.health_factor)),
    ...FIGURES.filter(([field]) => margin[field] !== undefined).map(([field, name, format]) => term(name,
      h('data', { class: 'num', value: margin[field], title: `${margin[field]} ${currency}`, flash: true }, format(margin[field], 2)), ` ${currency}`)),
    term('Margin mode', h('span', { title: margin.margin_account_id }, enumWords('MARGIN_MODE_', margin.mode))),
    missing.length > 0 && wideTerm('The venue does not state', missing.join(', ')),
  ];
}

function healthFactor(text) {
  const shown = magnitude(text, 2, 'floor');
  const tone = Number(text) < BAD ? 'bad' : Number(text) < WARN ? 'warn' : 'ok';
  return [h('data', { value: text, title: text, flash: true }, state(shown, tone)), h('small', {}, ' liquidation below 1')];
}
