// SPDX-License-Identifier: Apache-2.0
// Diverging bars: zero in the middle, longs to the right, shorts to the left, the net marked. Lengths are approximate,
// the numbers beside them are not.

import { h } from '../dom.mjs';

/** The length of a bar: a part of half the track. */
const part = (text, scale) => (scale === 0 ? 0 : Math.min(1, Math.abs(Number(text)) / scale) * 50);

/** The quantity at the ends of the track, for bars that are to be compared. */
export const scaleOf = (...texts) => Math.max(0, ...texts.map((text) => Math.abs(Number(text))));

/**
 * @param long    decimal >= 0
 * @param short   decimal <= 0
 * @param net     decimal, their sum
 * @param label   the same in words, for those who do not see it
 */
export function bar({ long, short, net, scale, label, big = false }) {
  const at = 50 + Math.sign(Number(net)) * part(net, scale);
  return h('div', { class: big ? 'bar big' : 'bar', role: 'img', 'aria-label': label },
    h('span', { class: 'fill short', style: { width: `${part(short, scale)}%` } }),
    h('span', { class: 'fill long', style: { width: `${part(long, scale)}%` } }),
    h('span', { class: 'axis' }),
    big && h('span', { class: 'net', style: { left: `${at}%` } }));
}
