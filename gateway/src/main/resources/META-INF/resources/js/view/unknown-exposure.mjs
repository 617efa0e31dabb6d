// SPDX-License-Identifier: Apache-2.0
// What the account holds and nobody can count: legs without a delta. They are in no sum, so they stand here by name.

import { sum } from '../decimal.mjs';
import { h } from '../dom.mjs';
import { exact } from '../format.mjs';
import { kindName, protocolName } from '../names.mjs';
import { unknown } from './parts.mjs';
import { positionCard } from './position.mjs';
import { opening } from './venue-row.mjs';

const WHY = 'the quantity is not known';

const leaves = (legs) => legs.flatMap((leg) => (leg.look_through.length > 0 ? leaves(leg.look_through) : [leg]));

/** One card per asset whose exposure is unknown. */
export function unknownExposures(positions, names, opened) {
  const assets = new Map();
  for (const position of positions) {
    for (const leg of leaves(position.legs)) {
      if (leg.delta_units !== undefined) continue;
      const holders = assets.get(leg.asset) ?? new Map();
      holders.set(position, [...(holders.get(position) ?? []), leg]);
      assets.set(leg.asset, holders);
    }
  }
  return [...assets].map(([asset, holders]) => card(asset, holders, names, opened));
}

function card(asset, holders, names, opened) {
  return h('article', { class: 'card underlying', 'data-unknown': asset, key: `unknown ${asset}`, 'aria-label': names.asset(asset) },
    h('header', {},
      h('h3', { title: asset }, names.asset(asset)),
      h('p', { class: 'price' }, 'exposure ', unknown(WHY), ', missing in every total')),
    [...holders].map(([position, legs]) => row(position, legs, asset, names, opened)));
}

function row(position, legs, asset, names, opened) {
  const baseUnits = exact(sum(legs.map((leg) => leg.amount.units)));
  const key = `${asset} ${position.position_id}`;
  return h('details', { class: 'venue', key, ...opening(key, opened) },
    h('summary', { class: 'grid' },
      h('span', { class: 'name', title: position.venue.id },
        h('span', { class: 'what' }, `${protocolName(position.venue.protocol)}, ${kindName(position.kind)}`), ' ',
        h('span', { class: 'where' }, names.chain(position.venue.chain))),
      h('span', { class: 'base-units' }, legs.some((leg) => leg.amount.decimals === undefined)
        ? `${baseUnits} base units; the token does not tell its decimals`
        : `${baseUnits} base units`),
      h('span', { class: 'cell net-units', 'data-label': 'net' }, unknown(WHY)),
      h('span', { class: 'cell net-usd' }, unknown(WHY))),
    opened.has(key) && h('div', { class: 'positions' }, positionCard(position, asset, names)));
}
