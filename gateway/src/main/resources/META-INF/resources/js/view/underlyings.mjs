// SPDX-License-Identifier: Apache-2.0
// Net exposure per underlying, and what it is made of. Cash comes last and apart: dollars in dollars are no exposure.

import { sign, sum } from '../decimal.mjs';
import { h } from '../dom.mjs';
import { percent, plain, price, signed, unitDigits } from '../format.mjs';
import { write } from '../route.mjs';
import { basisWords } from '../words.mjs';
import { bar, scaleOf } from './bar.mjs';
import { time, units, unknown, usd, usdPlain } from './parts.mjs';
import { unknownExposures } from './unknown-exposure.mjs';
import { venueRow } from './venue-row.mjs';

const CASH = 'fiat:USD';

export function underlyings({ route, view, names, opened }) {
  const { underlyings: all } = view.answer.view;
  const positions = view.portfolio?.positions ?? [];
  const exposures = all.filter(({ underlying_id: id }) => id !== CASH);
  const cash = all.filter(({ underlying_id: id }) => id === CASH);
  const missing = unknownExposures(positions, names, opened);
  return [
    h('section', { 'aria-labelledby': 'exposures', key: `exposures ${write(route)}` },
      h('h2', { id: 'exposures', class: 'section' }, 'Net exposure per underlying'),
      exposures.length + missing.length === 0 && h('p', { class: 'card empty', key: 'none' }, 'No exposure besides dollars is known at these blocks.'),
      exposures.filter((exposure) => !isWorthless(exposure)).map((exposure) => underlying(exposure, positions, names, opened)),
      missing,
      folded(exposures.filter(isWorthless), positions, names, opened)),
    cash.length > 0 && h('section', { 'aria-labelledby': 'cash', class: 'cash', key: `cash ${write(route)}` },
      h('h2', { id: 'cash', class: 'section' }, 'Cash'),
      h('p', { class: 'note' }, 'Dollars in dollars are no exposure: this is in none of the sums above.'),
      cash.map((exposure) => underlying(exposure, positions, names, opened))),
  ];
}

const DERIVATIVES = new Set(['POSITION_KIND_PERP', 'POSITION_KIND_FUTURE', 'POSITION_KIND_OPTION']);

/** An asset that nothing prices: whoever wants to can send it. Debts, shorts and derivatives never are. */
const isWorthless = ({ price: known, by_venue: rows }) => known === undefined
  && rows.every(({ kind, short_units: short }) => sign(short) === 0 && !DERIVATIVES.has(kind));

/** One row for all of them, that opens. */
function folded(exposures, positions, names, opened) {
  if (exposures.length === 0) return null;
  const what = exposures.length === 1 ? '1 asset that nothing prices' : `${exposures.length} assets that nothing prices`;
  return h('details', { class: 'card folded', id: 'folded', key: 'folded' },
    h('summary', {}, what, ' ', h('small', {}, exposures.map(({ underlying_id: id }) => names.asset(id)).join(', '))),
    exposures.map((exposure) => underlying(exposure, positions, names, opened)));
}

function underlying(exposure, positions, names, opened) {
  const { underlying_id: id, net, gross, by_venue: rows, basis } = exposure;
  const digits = unitDigits(exposure.price?.px);
  const unit = names.symbol(id);
  const long = sum(rows.map((row) => row.long_units));
  const short = sum(rows.map((row) => row.short_units));
  const scale = scaleOf(long, short);
  const label = `${names.asset(id)}: long ${signed(long, digits)}, short ${signed(short, digits)}, net ${signed(net, digits)}`;
  return h('article', { class: 'card underlying', 'data-underlying': id, key: id, 'aria-label': names.asset(id) },
    h('header', {},
      h('h3', { title: id }, names.asset(id)),
      priceNote(exposure.price, names),
      h('p', { class: 'offset' }, offsetNote(exposure, digits, unit))),
    h('div', { class: 'grid head', 'aria-hidden': 'true' },
      h('span', {}, 'Venue'), h('span', { class: 'scale' }, h('span', {}, 'short'), h('span', {}, 'long')),
      h('span', {}, 'Short'), h('span', {}, 'Long'), h('span', {}, `Net ${unit}`), h('span', {}, 'Net USD')),
    h('div', { class: 'grid total' },
      h('span', { class: 'name' }, 'All venues'),
      bar({ long, short, net, scale, label, big: true }),
      h('span', { class: 'cell short-units', 'data-label': 'short' }, units(short, digits, unit)),
      h('span', { class: 'cell long-units', 'data-label': 'long' }, units(long, digits, unit)),
      h('strong', { class: 'cell net-units', 'data-label': 'net' }, units(net, digits, unit)),
      h('strong', { class: 'cell net-usd' }, usd(exposure.net_usd, 'there is no price'))),
    rows.map((row) => venueRow(row, { underlying: id, digits, unit, scale, positions, names, opened })),
    basis.length > 0 && h('ul', { class: 'basis', 'aria-label': 'What this takes for granted' },
      basis.map((residual) => h('li', { key: `${residual.from}>${residual.to}` }, basisWords(residual, digits, names)))));
}

function priceNote(quoted, names) {
  if (!quoted) return h('p', { class: 'price' }, 'no price: ', unknown('there is no price'), ' in dollars, missing in every dollar total');
  if (quoted.kind === 'PRICE_KIND_NUMERAIRE') return h('p', { class: 'price' }, '');
  return h('p', { class: 'price' }, h('data', { class: 'num', value: quoted.px, title: `${quoted.px} USD, ${quoted.source}`, flash: true }, price(quoted.px)),
    ` by ${names.source(quoted.source)}`, quoted.observed_at && [', ', time(quoted.observed_at)]);
}

function offsetNote({ underlying_id: id, gross, gross_usd: grossUsd, offset_ratio: ratio }, digits, unit) {
  return [
    ratio !== undefined && [h('strong', {}, percent(ratio)), ' nets out of '], 'gross ',
    id !== CASH && [h('data', { class: 'num gross-units', value: gross, title: `${gross} ${unit}` }, plain(gross, digits)), ` ${unit}, `],
    h('span', { class: 'gross-usd' }, usdPlain(grossUsd, 'there is no price')),
  ];
}
