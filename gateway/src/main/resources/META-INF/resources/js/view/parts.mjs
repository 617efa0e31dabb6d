// SPDX-License-Identifier: Apache-2.0
// Small pieces that all parts of the page use.

import { h } from '../dom.mjs';
import { signed, signedUsd, plainUsd, utc } from '../format.mjs';
import { sign } from '../decimal.mjs';

export const unknown = (why) => h('span', { class: 'unknown', title: why }, 'unknown');

const tone = (text) => ({ '-1': 'short', 0: 'zero', 1: 'long' })[sign(text)];

/** A signed dollar amount to the cent, exact in its tooltip; "unknown" when absent. */
export const usd = (text, why = 'not known') => (text === undefined
  ? unknown(why)
  : h('data', { class: `num ${tone(text)}`, value: text, title: `${text} USD`, flash: true }, signedUsd(text)));

/** A dollar amount without direction. */
export const usdPlain = (text, why = 'not known') => (text === undefined
  ? unknown(why)
  : h('data', { class: 'num', value: text, title: `${text} USD`, flash: true }, plainUsd(text)));

/** A signed quantity of `unit`, exact in its tooltip. */
export const units = (text, digits, unit, why = 'not known') => (text === undefined
  ? unknown(why)
  : h('data', { class: `num ${tone(text)}`, value: text, title: `${text} ${unit}`, flash: true }, signed(text, digits)));

/** A hash: its beginning to see, all of it to select, to copy and in the tooltip. */
export const hash = (hex) => h('code', { class: 'hash', title: hex }, hex);

/** The content, as a link to an explorer where there is one. */
export const explored = (names, chain, kind, id, content) => {
  const href = names.explored(chain, kind, id);
  return href ? h('a', { class: 'out', href, target: '_blank', rel: 'noopener noreferrer', title: `${id}, in the chain's explorer` }, content) : content;
};

/** A state as a coloured dot and a word. */
export const state = (word, toneName, title) => h('span', { class: `state ${toneName}`, title }, h('span', { class: 'dot', 'aria-hidden': 'true' }), word);

export const time = (timestamp) => h('time', { datetime: timestamp }, utc(timestamp));

/** Words, and what they stand for. */
export const term = (name, ...value) => h('div', { class: 'term', key: name }, h('dt', {}, name), h('dd', {}, ...value));

/** The same over the whole width. */
export const wideTerm = (name, ...value) => h('div', { class: 'term whole', key: name }, h('dt', {}, name), h('dd', {}, ...value));
