// SPDX-License-Identifier: Apache-2.0
// Which blocks the view is of: the newest, as they come, or those of a moment, which stay.

import { cutAt, cutOfAnswer, momentOf, moments } from '../cuts.mjs';
import { h } from '../dom.mjs';
import { utc } from '../format.mjs';
import { link } from './controls.mjs';

const MOST_SHOWN = 500;

/**
 * @param view   what is shown; null while nothing is
 * @param chains HeldBlocks messages, empty while they are not known
 */
export function moment(route, view, chains, go) {
  if (!route.account || (!view && !route.cut)) return [];
  const held = Boolean(route.cut);
  return [h('div', { class: 'choice', role: 'group', 'aria-label': 'Blocks', key: 'blocks' },
    h('span', { class: 'name' }, 'Blocks'),
    h('span', { class: 'values' },
      link('Live', { ...route, cut: '' }, !held, go, { key: 'live', title: 'The newest blocks, as they come' }),
      view && link('Hold', { ...route, cut: held ? route.cut : cutOfAnswer(view.answer.view) }, held, go, { key: 'hold', title: 'The blocks that are shown now; they stay' }),
      held && steps(route, view, chains, go)),
    h('span', { class: 'explained' }, held
      ? view ? 'Earlier and Later step through the blocks that the gateway holds.' : 'Live shows the newest blocks.'
      : 'Hold keeps the blocks that are shown, and lets you step back in time.'))];
}

/** One step back, one forward, and all moments to choose from. */
function steps(route, view, chains, go) {
  const all = moments(chains);
  const shown = view && momentOf(view.answer.view);
  if (all.length === 0 || !shown) return null;
  const at = (time) => ({ ...route, cut: cutAt(chains, time) });
  const before = all.find((time) => time < shown);
  const after = all.findLast((time) => time > shown);
  const offered = all.slice(0, MOST_SHOWN);
  return [
    before !== undefined && link('Earlier', at(before), false, go, { key: 'earlier' }),
    after !== undefined && link('Later', at(after), false, go, { key: 'later' }),
    h('label', { class: 'hidden', for: 'moments', key: 'label' }, 'As of'),
    h('select', { id: 'moments', key: 'moments', on: { change: ({ currentTarget }) => go(at(Number(currentTarget.value))) } },
      !offered.includes(shown) && h('option', { key: shown, value: String(shown), selected: true }, utc(new Date(shown).toISOString())),
      offered.map((time) => h('option', { key: time, value: String(time), selected: time === shown }, utc(new Date(time).toISOString())))),
  ];
}
