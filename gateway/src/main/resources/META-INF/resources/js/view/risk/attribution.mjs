// SPDX-License-Identifier: Apache-2.0
// Each position's share of the net requirement. A hedge has a negative one; the shares add up to the total.

import { sign } from '../../decimal.mjs';
import { h } from '../../dom.mjs';
import { signedUsd } from '../../format.mjs';
import { instrumentName } from '../../risk-words.mjs';
import { bar, scaleOf } from '../bar.mjs';
import { usd, usdPlain } from '../parts.mjs';

export function attribution({ attribution: holdings, totals }, names) {
  if (holdings.length === 0) return null;
  const scale = scaleOf(...holdings.map(({ contribution_usd: share }) => share));
  return h('div', { class: 'card shares', id: 'attribution' },
    h('h3', {}, 'Attribution: whose share of the net it is'),
    h('div', { class: 'share head', 'aria-hidden': 'true' },
      h('span', {}, 'Position'), h('span', { class: 'scale' }, h('span', {}, 'hedges'), h('span', {}, 'adds')),
      h('span', {}, 'Value'), h('span', {}, 'Alone'), h('span', {}, 'Share')),
    holdings.map((holding) => row(holding, scale, names)),
    h('div', { class: 'share total' },
      h('span', { class: 'name' }, 'Net of everything'), h('span', {}), h('span', {}), h('span', {}),
      h('strong', { class: 'cell' }, usdPlain(totals.net_of_all.total_usd))));
}

function row({ holding_id: id, label, venue, instrument, value_usd: value, alone_usd: alone, contribution_usd: share }, scale, names) {
  const negative = sign(share) < 0;
  return h('div', { class: 'share', key: id, 'data-holding': id },
    h('span', { class: 'name', title: `${venue} ${id}` }, h('span', { class: 'what' }, label), ' ',
      h('small', {}, `${names.source(venue)}, ${instrumentName(instrument)}`)),
    bar({ long: negative ? '0' : share, short: negative ? share : '0', net: share, scale, label: `share ${signedUsd(share)}` }),
    h('span', { class: 'cell', 'data-label': 'value' }, usd(value, 'its market is not known')),
    h('span', { class: 'cell', 'data-label': 'alone' }, usdPlain(alone)),
    h('span', { class: 'cell contribution', 'data-label': 'share' }, usd(share)));
}
