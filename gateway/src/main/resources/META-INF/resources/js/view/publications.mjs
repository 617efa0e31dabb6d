// SPDX-License-Identifier: Apache-2.0
// What the gateway's publisher has written to the risk oracle contracts. Ages are by the chains' own clocks, as the
// contracts judge them.

import { h } from '../dom.mjs';
import { plain, shortHex, span } from '../format.mjs';
import { coins, stateWords, triggerWords } from '../publication-words.mjs';
import { explored, hash, state, time, unknown, usd, usdPlain } from './parts.mjs';

/**
 * @param account as the gateway writes it; absent while none is chosen
 */
export function publications({ list, account, chains, names }) {
  if (!list || list.length === 0) return null;
  const columns = ['Chain', 'Epoch', 'State', account && 'Net published', account && 'Margin', 'Computed from', 'Why, and signed by', 'Transactions'];
  return h('section', { 'aria-labelledby': 'published', id: 'publications', key: 'publications' },
    h('h2', { id: 'published', class: 'section' }, 'Published to the chains'),
    h('div', { class: 'card scroll' }, h('table', { class: 'published' },
      h('thead', {}, h('tr', {}, columns.map((column) => column && h('th', { scope: 'col' }, column)))),
      h('tbody', {}, newest(list).map((publication) => row(publication, account, chains, names))))));
}

/** The highest epoch of each stream and contract. */
function newest(list) {
  const contracts = new Map();
  for (const publication of list) {
    const key = keyOf(publication);
    const held = contracts.get(key);
    if (!held || BigInt(publication.epoch) > BigInt(held.epoch)) contracts.set(key, publication);
  }
  return [...contracts.values()];
}

const keyOf = ({ stream, chain, contract }) => `${stream} ${chain} ${contract}`;

function row(publication, account, chains, names) {
  const { chain, contract, stream, epoch, commit_tx: commit, store_tx: store, error } = publication;
  const [word, tone] = stateWords(publication.state);
  return h('tr', { key: keyOf(publication), 'data-chain': chain, 'data-stream': stream },
    h('th', { scope: 'row', title: contract }, names.chain(chain), h('small', {}, stream), h('small', {}, explored(names, chain, 'address', contract, hash(contract)))),
    h('td', { 'data-label': 'Epoch' }, h('span', { class: 'num' }, epoch)),
    h('td', { 'data-label': 'State' }, state(word, tone), error && h('small', {}, error)),
    account && figures(publication, account),
    h('td', { 'data-label': 'Computed from' }, ages(publication, chains)),
    h('td', { 'data-label': 'Why, and signed by' }, reason(publication), signedBy(publication)),
    h('td', { 'data-label': 'Transactions' }, h('span', {}, commit ? ['root ', explored(names, chain, 'tx', commit, hash(commit))] : 'root not sent'), h('small', {}, store ? ['rows ', explored(names, chain, 'tx', store, hash(store))] : 'rows not sent'),
      gas(publication)));
}

const reason = ({ trigger, trigger_account: account }) => h('span', {}, triggerWords(trigger), account && [' of ', hash(account)]);

const signedBy = ({ signers = [] }) => h('small', { title: signers.join(' ') }, signers.map(shortHex).join(', '));

function gas({ cost_wei: cost = '0', transactions = 0 }) {
  return cost === '0' ? null : h('small', { title: `${transactions} transactions, replaced ones included` }, `gas ${plain(coins(cost), 6)} of the chain's coin`);
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
