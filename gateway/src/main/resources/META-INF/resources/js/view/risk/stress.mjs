// SPDX-License-Identifier: Apache-2.0
// What the portfolio gains or loses in named moves of the markets, the worst first.

import { sign } from '../../decimal.mjs';
import { h } from '../../dom.mjs';
import { signedUsd } from '../../format.mjs';
import { bar, scaleOf } from '../bar.mjs';
import { usd } from '../parts.mjs';
import { opening } from '../venue-row.mjs';

const KEY = 'all stresses';

/** The scenario of a result: what happens to each venue or chain in turn has the place after a slash. */
const scenarioOf = (id) => id.split('/', 1)[0];

/** First where each scenario is worst; the other places open. */
export function stresses({ stress, trouble }, names, opened) {
  if (!stress || stress.results.length === 0) return null;
  const { results } = stress;
  const worstFirst = [...results].sort((a, b) => Number(a.gain_usd) - Number(b.gain_usd));
  const isFirst = ({ id }, i) => worstFirst.findIndex((other) => scenarioOf(other.id) === scenarioOf(id)) === i;
  const others = worstFirst.filter((result, i) => !isFirst(result, i));
  const scale = scaleOf(...results.map(({ gain_usd: gain }) => gain));
  const rows = (some) => some.map((result) => row(result, scale, names));
  return h('div', { class: 'card stresses', id: 'stresses' },
    h('h3', {}, 'Stress'),
    trouble.stress && h('p', { class: 'note' }, 'The newest stresses cannot be had: ', trouble.stress, ' The last ones are shown.'),
    rows(worstFirst.filter(isFirst)),
    others.length > 0 && h('details', { key: KEY, ...opening(KEY, opened) },
      h('summary', {}, `The same at ${others.length} other places`), opened.has(KEY) && rows(others)));
}

function row({ id, description, gain_usd: gain }, scale, names) {
  const slash = id.indexOf('/');
  const place = slash === -1 ? '' : id.slice(slash + 1);
  const negative = sign(gain) < 0;
  return h('div', { class: 'stress', key: id, 'data-stress': id },
    h('span', { class: 'name', title: id }, description || id, place && h('small', {}, ' ', place.includes('/') ? names.source(place) : names.chain(place))),
    bar({ long: negative ? '0' : gain, short: negative ? gain : '0', net: gain, scale, label: signedUsd(gain) }),
    h('strong', { class: 'cell' }, usd(gain)));
}
