// SPDX-License-Identifier: Apache-2.0
// What one venue holds of an underlying by one kind of position; opens to the positions themselves.

import { h } from '../dom.mjs';
import { signed } from '../format.mjs';
import { kindName, protocolName } from '../names.mjs';
import { bar } from './bar.mjs';
import { units, usd } from './parts.mjs';
import { positionCard } from './position.mjs';

/** @param opened OpenRows */
export function venueRow(row, { underlying, digits, unit, scale, positions, names, opened }) {
  const { venue, kind, net, long_units: long, short_units: short, position_ids: ids } = row;
  const label = `long ${signed(long, digits)}, short ${signed(short, digits)}, net ${signed(net, digits)} ${unit}`;
  const key = `${underlying} ${venue.id} ${kind}`;
  return h('details', { class: 'venue', key, 'data-venue': venue.id, 'data-kind': kind, ...opening(key, opened) },
    h('summary', { class: 'grid' },
      h('span', { class: 'name', title: venue.id },
        h('span', { class: 'what' }, `${protocolName(venue.protocol)}, ${kindName(kind)}`), ' ',
        h('span', { class: 'where' }, names.chain(venue.chain))),
      bar({ long, short, net, scale, label }),
      h('span', { class: 'cell short-units', 'data-label': 'short' }, units(short, digits, unit)),
      h('span', { class: 'cell long-units', 'data-label': 'long' }, units(long, digits, unit)),
      h('span', { class: 'cell net-units', 'data-label': 'net' }, units(net, digits, unit)),
      h('span', { class: 'cell net-usd' }, usd(row.net_usd, 'there is no price'))),
    opened.has(key) && h('div', { class: 'positions' }, ids.map((id) => position(id, positions, underlying, names))));
}

/** Properties of a row that opens: its positions exist on the page only while it is open. */
export const opening = (key, opened) => ({
  open: opened.has(key), on: { toggle: ({ currentTarget }) => opened.set(key, currentTarget.open) },
});

function position(id, positions, underlying, names) {
  const found = positions.find((candidate) => candidate.position_id === id);
  return found
    ? positionCard(found, underlying, names)
    : h('p', { class: 'note', key: id }, `Position ${id} has not been received yet.`);
}
