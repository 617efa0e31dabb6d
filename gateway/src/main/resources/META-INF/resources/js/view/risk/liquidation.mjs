// SPDX-License-Identifier: Apache-2.0
// Which venue liquidates first, although the book as a whole may be flat.

import { magnitude, sign } from '../../decimal.mjs';
import { h } from '../../dom.mjs';
import { healthWords } from '../../risk-words.mjs';
import { state, unknown, usdPlain } from '../parts.mjs';

export function liquidation({ accounts, triggers, first, after_first: rest }, names) {
  const exposed = accounts.filter(({ ratio, state: health }) => ratio !== undefined || health === 'HEALTH_STATE_UNKNOWN');
  if (exposed.length === 0) return null;
  return h('div', { class: 'card liquidation', id: 'liquidation' },
    h('h3', {}, 'What is liquidated first'),
    h('p', { class: 'verdict' }, first ? sentence(first, names) : 'No move of these markets liquidates anything.',
      first && rest && ['  Without it the rest requires ', usdPlain(rest.totals.net_of_all.total_usd), ' net of everything.']),
    h('ul', { class: 'accounts' }, exposed.map((account) => row(account, triggers, names))));
}

const sentence = ({ venue, underlying_id: id, move, sigmas }, names) =>
  [h('strong', {}, names.source(venue)), `, when ${names.asset(id)} moves by ${moved(move)}: ${magnitude(sigmas, 1)} daily volatilities.`];

/** "+21.0 %" of a relative move. */
function moved(text) {
  const percent = magnitude(text, 3, 'floor').replace('.', '').replace(/^0+(?=\d\d)/, '');
  const shown = `${percent.slice(0, -1)}.${percent.slice(-1)}`;
  return `${sign(text) < 0 ? '\u2212' : '+'}${shown}\u00a0%`;
}

function row({ venue, margin_account: marginAccount, ratio, state: health }, triggers, names) {
  const { word, tone } = healthWords(health);
  const nearest = triggers.filter((trigger) => trigger.venue === venue && trigger.margin_account === marginAccount && trigger.alone);
  return h('li', { key: marginAccount, 'data-venue': venue },
    h('span', { class: 'name', title: marginAccount }, names.source(venue)),
    state(word, tone),
    h('span', {}, 'health ', ratio === undefined ? unknown('its rule or a price is not known') : h('data', { class: 'num', value: ratio, title: ratio, flash: true }, magnitude(ratio, 2, 'floor')),
      h('small', {}, ' liquidated below 1')),
    h('span', { class: 'why' }, nearest.length > 0 && `when ${nearest.slice(0, 2).map(({ underlying_id: id, move }) => `${names.symbol(id)} moves by ${moved(move)}`).join(', or ')}`));
}
