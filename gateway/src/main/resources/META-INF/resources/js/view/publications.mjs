// SPDX-License-Identifier: Apache-2.0
// What the gateway's publisher has written to the risk oracle contracts. Ages are by the chains' own clocks, as the
// contracts judge them.

import { h } from '../dom.mjs';
import { span } from '../format.mjs';
import { hash, state, time, unknown, usd, usdPlain } from './parts.mjs';

const STATES = {
  PUBLICATION_STATE_SENT: ['sent, not yet in a block', 'warn'],
  PUBLICATION_STATE_MINED: ['in a block', 'ok'],
  PUBLICATION_STATE_FAILED: ['failed', 'bad'],
};

/**
 * @param account as the gateway writes it; absent while none is chosen
 */
export function publications({ list, account, chains, names }) {
  if (!list || list.length === 0) return null;
  const columns = ['Chain', 'Epoch', 'State', account && 'Net published', account && 'Margin', 'Computed from', 'Transactions'];
  return h('section', { 'aria-labelledby': 'published', id: 'publications', key: 'publications' },
    h('h2', { id: 'published', class: 'section' }, 'Published to the chains'),
    h('div', { class: 'card scroll' }, h('table', { class: 'published' },
      h('thead', {}, h('tr', {}, columns.map((column) => column && h('th', { scope: 'col' }, column)))),
      h('tbody', {}, newest(list).map((publication) => row(publication, account, chains, names))))));
}

/** The highest epoch of each contract. */
function newest(list) {
  const contracts = new Map();
  for (const publication of list) {
    const key = `${publication.chain} ${publication.contract}`;
    const held = contracts.get(key);
    if (!held || BigInt(publication.epoch) > BigInt(held.epoch)) contracts.set(key, publication);
  }
  return [...contracts.values()];
}

function row(publication, account, chains, names) {
  const { chain, contract, epoch, commit_tx: commit, store_tx: store, error } = publication;
  const [word, tone] = STATES[publication.state] ?? ['unknown', 'warn'];
  return h('tr', { key: `${chain} ${contract}`, 'data-chain': chain },
    h('th', { scope: 'row', title: contract }, names.chain(chain), h('small', {}, hash(contract))),
    h('td', { 'data-label': 'Epoch' }, h('span', { class: 'num' }, epoch)),
    h('td', { 'data-label': 'State' }, state(word, tone), error && h('small', {}, error)),
    account && figures(publication, account),
    h('td', { 'data-label': 'Computed from' }, ages(publication, chains)),
    h('td', { 'data-label': 'Transactions' }, h('span', {}, commit ? ['root ', hash(commit)] : 'root not sent'), h('small', {}, store ? ['rows ', hash(store)] : 'rows not sent')));
}

function figures({ accounts }, account) {
  const address = account.slice(account.lastIndexOf(':') + 1);
  const leaf = accounts.find((published) => published.account === address);
  const none = () => h('span', { class: 'muted' }, 'not published');
  return [
    h('td', { 'data-label': 'Net published' }, leaf ? usd(leaf.net_usd) : none()),
    h('td', { 'data-label': 'Margin' }, leaf ? [usdPlain(leaf.margin_usd), h('small', { title: leaf.margin_fallback }, leaf.margin_fallback ? 'no benefit: not all is known' : ['gross ', usdPlain(leaf.gross_usd)])] : none()),
  ];
}

function ages({ chain, observed_at: observed, valid_until: until }, chains) {
  const clock = chains.find((candidate) => candidate.chain === chain)?.latest?.block_time;
  if (!observed) return unknown('the publication does not tell');
  if (!clock) return time(observed);
  const left = until === undefined ? undefined : Date.parse(until) - Date.parse(clock);
  return [`${span(Date.parse(clock) - Date.parse(observed))} old`,
    left !== undefined && h('small', {}, left > 0 ? `valid for ${span(left)}` : `expired ${span(-left)} ago`)];
}
