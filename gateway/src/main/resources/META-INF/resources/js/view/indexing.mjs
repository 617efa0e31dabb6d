// SPDX-License-Identifier: Apache-2.0
// How the chains are read: how far behind and how fast, what comparing with the contracts showed, and each provider.

import { h } from '../dom.mjs';
import { plain, span } from '../format.mjs';
import { state } from './parts.mjs';

/** @param chains ChainStatus messages */
export function indexing({ chains }) {
  const providers = chains.flatMap((chain) => chain.providers.map((provider) => ({ chain, provider })));
  return h('section', { 'aria-labelledby': 'indexing', key: 'indexing' },
    h('h2', { id: 'indexing', class: 'section' }, 'Indexing'),
    h('div', { class: 'card scroll' }, h('table', { class: 'published' },
      head('Chain', 'Behind', 'Pace', 'Compared with the contracts'),
      h('tbody', {}, chains.map(chainRow)))),
    h('h2', { id: 'providers', class: 'section' }, 'Providers'),
    h('div', { class: 'card scroll' }, h('table', { class: 'published', 'aria-labelledby': 'providers' },
      head('Provider', 'State', 'Head', 'Requests', 'Answers in'),
      h('tbody', {}, providers.map(providerRow)))));
}

const head = (...columns) => h('thead', {}, h('tr', {}, columns.map((column) => h('th', { scope: 'col' }, column))));

const count = (text, one, many) => `${plain(text, 0)} ${text === '1' ? one : many}`;

function chainRow({ chain, name, node_height: top, progress, reconciliation: compared }) {
  return h('tr', { key: chain, 'data-chain': chain },
    h('th', { scope: 'row', title: chain }, name),
    h('td', { 'data-label': 'Behind' }, progress.blocks_behind === '0' ? 'at the head' : count(progress.blocks_behind, 'block', 'blocks'), left(progress, top)),
    h('td', { 'data-label': 'Pace' }, progress.range_blocks === '0'
      ? 'block by block'
      : [`${plain(progress.events_per_second, 0)} events/s`, h('small', {}, `in ranges of ${count(progress.range_blocks, 'block', 'blocks')}`)]),
    h('td', { 'data-label': 'Compared with the contracts' }, count(compared.accounts, 'account', 'accounts'),
      h('small', {}, `${count(compared.proved, 'balance', 'balances')} proved`),
      compared.quarantined !== '0' && state(`${count(compared.quarantined, 'account', 'accounts')} in doubt`, 'bad'),
      compared.reasons.map((reason) => h('small', {}, reason))));
}

/** A bar with the time that is left, while a chain is caught up with. */
function left({ blocks_behind: behind, remaining }, top) {
  if (remaining === undefined || top === '0') return null;
  const done = Number(top) - Number(behind);
  return h('small', {}, h('progress', { value: String(done), max: top }), ` ${span(1000 * Number.parseFloat(remaining))} left`);
}

function providerRow({ chain, provider }) {
  const { name, preferred, height, lag, requests, failures, latency, disagreements, quarantine } = provider;
  const [word, tone] = quarantine ? ['not asked', 'bad'] : [preferred ? 'asked first' : 'ready', 'ok'];
  return h('tr', { key: `${chain.chain} ${name}`, 'data-provider': name },
    h('th', { scope: 'row' }, name, h('small', {}, chain.name)),
    h('td', { 'data-label': 'State' }, state(word, tone), quarantine && h('small', {}, quarantine), disagreements !== '0' && h('small', {}, `caught ${count(disagreements, 'time', 'times')}`)),
    h('td', { 'data-label': 'Head' }, h('span', { class: 'num' }, height), lag !== '0' && h('small', {}, `${count(lag, 'block', 'blocks')} behind the best`)),
    h('td', { 'data-label': 'Requests' }, plain(requests, 0), failures !== '0' && h('small', {}, `${plain(failures, 0)} without an answer`)),
    h('td', { 'data-label': 'Answers in' }, `${(1000 * Number.parseFloat(latency)).toFixed(1)} ms`));
}
