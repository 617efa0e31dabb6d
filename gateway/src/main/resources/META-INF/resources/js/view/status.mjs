// SPDX-License-Identifier: Apache-2.0
// Whether the page is live, and what has happened to it.

import { h } from '../dom.mjs';
import { span } from '../format.mjs';
import { state } from './parts.mjs';

const SHOWN_FOR = 60_000;

/** The indicator beside the account. `now` is performance.now(). */
export function indicator(session, now) {
  if (!session || session.refusal) return null;
  const since = session.heardAt === null ? '' : span(now - session.heardAt);
  if (session.connection === 'held') return state('held', 'note', 'at the blocks that were chosen');
  if (session.connection === 'live') return state('live', 'ok', `last heard ${since} ago`);
  if (session.connection === 'connecting') return state('connecting', 'warn');
  return state(since ? `connection lost, data is ${since} old` : 'no connection', 'bad');
}

/** Notices above the portfolio. */
export function notices(session, names, now) {
  if (!session) return [];
  return [
    session.connection === 'held' && h('p', { class: 'callout note', key: 'held', id: 'held' },
      h('strong', {}, 'As of chosen blocks. '), 'These figures do not follow the chains: choose Live for the newest ones.'),
    session.connection === 'lost' && h('p', { class: 'callout bad', key: 'lost' },
      h('strong', {}, 'Connection lost. '),
      session.heardAt === null ? 'The gateway does not answer. ' : age(span(now - session.heardAt)), 'Trying again.'),
    session.trouble && session.connection !== 'lost' && h('p', { class: 'callout bad', key: 'trouble' },
      h('strong', {}, 'The newest figures cannot be had. '), session.trouble, ' Trying again.'),
    ...session.reorgs.filter(({ at }) => now - at < SHOWN_FOR).map((entry) => reorgNotice(entry, session, names)),
  ].filter(Boolean);
}

/** Not read out: it changes every second. */
const age = (text) => h('span', { 'aria-hidden': 'true' }, `What you see is ${text} old. `);

function reorgNotice(entry, session, names) {
  const { chain, depth, ancestor_height: ancestor, new_head_hash: head } = entry.reorg;
  const blocks = depth === 1 ? '1 block' : `${depth} blocks`;
  return h('p', { class: 'callout note', key: `reorg ${head}`, 'data-reorg': chain },
    h('span', { title: `the last block that both branches share is ${ancestor}` }, `${names.chain(chain)} replaced ${blocks}; this view already shows the new branch.`), ' ',
    h('button', { type: 'button', on: { click: () => session.forget(entry) } }, 'Dismiss'));
}
