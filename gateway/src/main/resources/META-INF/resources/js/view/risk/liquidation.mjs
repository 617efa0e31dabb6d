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
    h('p', { class: 'verdict' }, first && isNear(first) ? sentence(first, names) : none(exposed),
      first && isNear(first) && rest && ['  Without it the rest requires ', usdPlain(rest.totals.net_of_all.total_usd), ' net of everything.']),
    h('ul', { class: 'accounts' }, exposed.map((account) => row(account, triggers, names))));
}

/** Moves beyond this many daily volatilities happen to nobody: they would only hide the others. */
const FAR_SIGMAS = 20;

const isNear = ({ sigmas }) => Number(sigmas) <= FAR_SIGMAS;

const none = (exposed) => (exposed.every(({ state: health }) => health === 'HEALTH_STATE_UNKNOWN')
  ? 'Not known: rules or prices are missing.' : `No move of these markets within ${FAR_SIGMAS} daily volatilities liquidates what is known.`);

function sentence({ venue, underlying_id: id, alone, move, sigmas }, names) {
  const others = alone ? '' : ' and the other markets with it';
  const when = sign(move) === 0 ? ' may be liquidated now.' : `, when ${names.asset(id)} moves by ${moved(move)}${others}: ${magnitude(sigmas, 1)} daily volatilities.`;
  return [h('strong', {}, names.source(venue)), when];
}

/** A line for each move of one market that liquidates the account, the smallest first. */
function distances(nearest, health, names) {
  if (nearest.length === 0) return h('span', { class: 'why', title: 'tried from 0.001 to 6 times the price' },
    health !== 'HEALTH_STATE_UNKNOWN' && `by no move of one market alone within ${FAR_SIGMAS} daily volatilities`);
  return h('span', { class: 'distances' }, nearest.map((trigger) => h('span', { key: `${trigger.underlying_id} ${sign(trigger.move)}` }, distance(trigger, names))));
}

const distance = ({ underlying_id: id, move, sigmas }, names) => [`${names.symbol(id)} ${moved(move)}`, h('small', {}, ` ${magnitude(sigmas, 1)} daily volatilities`)];

/** "+21.0 %" of a relative move. */
function moved(text) {
  const percent = magnitude(text, 3, 'floor').replace('.', '').replace(/^0+(?=\d\d)/, '');
  const shown = `${percent.slice(0, -1)}.${percent.slice(-1)}`;
  return `${sign(text) < 0 ? '\u2212' : '+'}${shown}\u00a0%`;
}

function row({ venue, margin_account: marginAccount, ratio, state: health }, triggers, names) {
  const { word, tone } = healthWords(health);
  const nearest = triggers.filter((trigger) => trigger.venue === venue && trigger.margin_account === marginAccount && trigger.alone && isNear(trigger));
  return h('li', { key: marginAccount, 'data-venue': venue },
    h('span', { class: 'name', title: marginAccount }, names.source(venue)),
    state(word, tone),
    h('span', {}, 'health ', ratio === undefined ? unknown('its rule or a price is not known') : h('data', { class: 'num', value: ratio, title: ratio, flash: true }, magnitude(ratio, 2, 'floor')),
      h('small', {}, ' liquidated below 1')),
    distances(nearest, health, names));
}
