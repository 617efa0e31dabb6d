// SPDX-License-Identifier: Apache-2.0
// What is not known, first and in plain words.

import { h } from '../dom.mjs';
import { gapWords } from '../words.mjs';

export function gaps({ view, names }) {
  const shown = view.answer.view;
  if (shown.complete && shown.gaps.length === 0) return null;
  return h('section', { class: shown.complete ? 'callout' : 'callout warn', id: 'gaps', 'aria-labelledby': 'gaps-title', key: 'gaps' },
    h('h2', { id: 'gaps-title' }, shown.complete ? 'Counted as worthless' : 'This view is incomplete'),
    h('p', {}, shown.complete
      ? 'Nothing prices these assets, and no debt rests on them. Anybody can send such an asset to anybody, so they change no figure.'
      : 'What is unknown is not counted as zero; the totals are without it.'),
    shown.complete ? fold(shown.gaps, names) : list(shown.gaps, names));
}

/** What changes no figure takes no room. */
const fold = (all, names) => h('details', { key: 'worthless' },
  h('summary', {}, all.length === 1 ? 'Show it' : `Show all ${all.length}`), list(all, names));

const list = (all, names) => h('ul', {}, all.map((gap) => {
  const { text, detail } = gapWords(gap, names);
  return h('li', { key: `${gap.kind} ${gap.subject} ${gap.detail}`, title: gap.subject }, text, detail && h('small', {}, ` ${detail}`));
}));
