// SPDX-License-Identifier: Apache-2.0
// The signed components of a position.

import { h } from '../dom.mjs';
import { exact, plain, price, signed, unitDigits, utc } from '../format.mjs';
import { roleName } from '../names.mjs';
import { explored, unknown, usd } from './parts.mjs';

const COLUMNS = ['Leg', 'Quantity', 'Delta', 'Price', 'Value'];

export function legTable(legs, underlying, names) {
  return h('table', { class: 'legs' },
    h('thead', {}, h('tr', {}, COLUMNS.map((column) => h('th', { scope: 'col' }, column)))),
    h('tbody', {}, legs.flatMap((leg, i) => rows(leg, underlying, names, 0, `${i}`))));
}

function rows(leg, underlying, names, depth, key) {
  const own = leg.underlying_id === underlying || leg.asset === underlying;
  const digits = unitDigits(leg.price?.px);
  return [
    h('tr', { key, class: own ? 'own' : undefined },
      h('th', { scope: 'row', class: depth > 0 ? 'component' : undefined },
        contract(leg, names), ' ',
        h('small', {}, roleName(leg.role), leg.counts_as_collateral && ', counts as collateral')),
      cell('Quantity', quantity(leg, digits)),
      cell('Delta', delta(leg, digits, names)),
      cell('Price', priceOf(leg, names)),
      cell('Value', value(leg))),
    ...leg.look_through.flatMap((component, i) => rows(component, underlying, names, depth + 1, `${key}.${i}`)),
  ];
}

/** The symbol, with the token's contract where it has one. */
function contract({ asset, symbol }, names) {
  const [, chain, address] = /^(eip155:\d+)\/erc(?:20|721):(0x[0-9a-f]{40})/.exec(asset) ?? [];
  const shown = h('span', { title: asset }, symbol);
  return address ? explored(names, chain, 'address', address, shown) : shown;
}

const cell = (column, content) => h('td', { 'data-label': column }, content);

const exactly = (text, shown, unit) => h('data', { class: 'num', value: text, title: `${text} ${unit}`, flash: true }, shown);

function quantity({ qty, amount, symbol }, digits) {
  if (qty === undefined) return [unknown('the token does not tell its decimals'), h('small', {}, ` ${exact(amount.units)} base units`)];
  return amount.decimals === 0 ? exactly(qty, plain(qty, 0), symbol) : exactly(qty, signed(qty, digits), symbol);
}

function delta(leg, digits, names) {
  if (leg.look_through.length > 0) return h('small', {}, 'by its parts');
  if (leg.delta_units === undefined) return unknown('the quantity is not known');
  const unit = names.symbol(leg.underlying_id);
  return [exactly(leg.delta_units, signed(leg.delta_units, digits), unit), h('small', {}, ` ${unit}`)];
}

function priceOf(leg, names) {
  if (leg.look_through.length > 0) return h('small', {}, 'by its parts');
  if (!leg.price) return unknown('there is no price');
  const { px, source, observed_at: at } = leg.price;
  const when = at ? `, ${utc(at)}` : '';
  return [exactly(px, price(px), 'USD'), h('small', { title: `${source}${when}` }, ` ${names.source(source)}`)];
}

function value(leg) {
  if (leg.role === 'LEG_ROLE_NOTIONAL') return h('small', { title: 'the margin account holds its profit and loss' }, 'in its margin account');
  return usd(leg.value_usd, 'a price or a quantity is not known');
}
