// SPDX-License-Identifier: Apache-2.0
// The answer in two seconds: net, gross, how much of it nets out, equity, and whether to trust it.

import { half, negate, sign, sum } from '../decimal.mjs';
import { h } from '../dom.mjs';
import { percent, shortHex, signedUsd } from '../format.mjs';
import { protocolName } from '../names.mjs';
import { write } from '../route.mjs';
import { bar, scaleOf } from './bar.mjs';
import { explored, state, term, time, unknown, usd, usdPlain } from './parts.mjs';

export function headline({ route, label, view, names }) {
  const { answer, portfolio, sameBlocks } = view;
  const shown = answer.view;
  if (isNothing(view)) return nothing(route, label, answer, names);
  return h('section', { class: 'card headline', 'aria-labelledby': 'who', key: `headline ${write(route)}` },
    who(label, answer.account, shown, names),
    h('div', { class: 'net' },
      h('h2', {}, shown.complete ? 'Net exposure' : 'Net exposure, without what is unknown',
        h('small', { id: 'net-choices' }, ` (${choices(answer)})`)),
      h('p', { class: 'figure', id: 'net-usd' }, usd(shown.net_usd)),
      verdict(shown)),
    balance(shown),
    h('dl', { class: 'figures' },
      term('Gross exposure', h('span', { id: 'gross-usd' }, usdPlain(shown.gross_usd))),
      term('Equity', h('span', { id: 'equity-usd' }, usd(portfolio?.totals.equity_usd, 'not received yet')), equityNote(portfolio, sameBlocks, names)),
      term('Made of', ...madeOf(portfolio)),
      term('This view is', h('span', { id: 'complete' }, completeness(shown, names)))),
    answer.other && prudent(answer));
}

/** By which choices the net is what it is: another policy or finality gives another one. */
const choices = ({ policy, finality }) => `${policy.replace('POLICY_', '').toLowerCase()}, ${finality === 'FINALITY_UNSPECIFIED' ? 'chosen blocks' : finality.replace('FINALITY_', '').toLowerCase()}`;

/** All was read, and there is no position. */
export const isNothing = ({ answer, portfolio }) => answer.view.complete && portfolio?.positions.length === 0;

function nothing(route, label, { account, view }, names) {
  const chains = view.as_of.length === 1 ? '1 chain' : `${view.as_of.length} chains`;
  return h('section', { class: 'card headline', 'aria-labelledby': 'who', key: `headline ${write(route)}` },
    who(label, account, view, names),
    h('p', { class: 'verdict', id: 'nothing' }, `Nothing found on ${chains}: the account holds nothing at the ${view.coverage.length} venues that are read.`));
}

const who = (label, account, shown, names) => h('div', { class: 'who' },
  h('h1', { id: 'who' }, label ?? shortHex(account)),
  h('code', { class: 'address' }, account),
  copyButton(account),
  explorers(account, names),
  asOf(shown, names));

/** Absent where the browser lets no page copy. */
const copyButton = (text) => globalThis.navigator?.clipboard
  && h('button', { type: 'button', class: 'copy', title: 'Copies the address', on: { click: () => navigator.clipboard.writeText(text) } }, 'Copy');

/** The account in the explorers: of its chain, or of all that have one. */
function explorers(account, names) {
  const at = account.lastIndexOf(':');
  const [chains, address] = at === -1 ? [names.explorable, account] : [[account.slice(0, at)], account.slice(at + 1)];
  const links = chains.filter((chain) => names.explored(chain, 'address', address));
  return links.length > 0 && h('span', { class: 'explorers' }, links.map((chain) => explored(names, chain, 'address', address, names.chain(chain))));
}

function verdict(shown) {
  if (shown.underlyings.length === 0) return h('p', { class: 'verdict' }, 'No exposure is known at these blocks.');
  if (shown.offset_ratio === undefined) return h('p', { class: 'verdict' }, 'There is no priced exposure besides dollars.');
  if (sign(shown.offset_ratio) === 0) return h('p', { class: 'verdict' }, shown.complete ? 'Nothing offsets: the net is the gross.' : 'Nothing offsets in what is known.');
  return h('p', { class: 'verdict' }, h('strong', { id: 'offset-ratio', title: shown.offset_ratio }, percent(shown.offset_ratio)), ` of the ${shown.complete ? '' : 'known '}gross exposure nets out`);
}

/** All longs against all shorts, in dollars. */
function balance(shown) {
  const long = half(sum([shown.gross_usd, shown.net_usd]));
  const short = negate(half(sum([shown.gross_usd, negate(shown.net_usd)])));
  const label = `long ${signedUsd(long)}, short ${signedUsd(short)}, net ${signedUsd(shown.net_usd)}`;
  return h('div', { class: 'balance' },
    h('div', { class: 'ends' },
      h('span', {}, 'short ', usd(short)),
      h('span', {}, 'long ', usd(long))),
    bar({ long, short, net: shown.net_usd, scale: scaleOf(long, short), label, big: true }));
}

function equityNote(portfolio, sameBlocks, names) {
  if (!portfolio) return null;
  const { assets_usd: assets, debts_usd: debts, unvalued_legs: unvalued } = portfolio.totals;
  return h('small', {},
    'assets ', usdPlain(assets), sign(debts) !== 0 && [', debts ', usd(debts)],
    unvalued > 0 && `; without ${unvalued} ${unvalued === 1 ? 'leg' : 'legs'} of unknown value`,
    !sameBlocks && `; at ${portfolio.as_of.map(({ chain, height }) => `${names.chain(chain)} block ${height}`).join(', ')}`);
}

function madeOf(portfolio) {
  if (!portfolio) return [unknown('not received yet')];
  const count = (values, one, many) => `${values.size} ${values.size === 1 ? one : many}`;
  const of = (field) => new Set(portfolio.positions.map(({ venue }) => venue[field]));
  return [count(new Set(portfolio.positions), 'position', 'positions'),
    h('small', {}, `on ${count(of('id'), 'venue', 'venues')}, ${count(of('chain'), 'chain', 'chains')}`)];
}

function completeness({ complete, gaps, coverage }, names) {
  if (complete) return [state('complete', 'ok'), h('small', { id: 'looked-at' }, `Looked at ${lookedAt(coverage, names)}. Other protocols are not known here.`)];
  const count = gaps.length === 1 ? '1 gap' : `${gaps.length} gaps`;
  return [state('incomplete', 'warn'), h('small', {}, gaps.length > 0 ? h('a', { href: '#gaps' }, count) : 'a venue was not read in full')];
}

/** The families of each chain that the view is of. */
function lookedAt(coverage, names) {
  const chains = new Map();
  for (const { venue, state: how } of coverage) {
    if (how !== 'COVERAGE_STATE_SKIPPED') chains.set(venue.chain, (chains.get(venue.chain) ?? new Set()).add(protocolName(venue.protocol)));
  }
  return [...chains].map(([chain, families]) => `${[...families].join(', ')} on ${names.chain(chain)}`).join('; ');
}

/** The exact blocks of the view. */
function asOf(shown, names) {
  return h('p', { class: 'as-of' }, 'as of ', shown.as_of.map((block, i) => h('span', { class: 'block', 'data-chain': block.chain, key: block.chain },
    i > 0 && ' \u00b7 ', `${names.chain(block.chain)} block `,
    explored(names, block.chain, 'block', block.block_hash, h('data', { class: 'num height', value: block.height, title: block.block_hash }, block.height)),
    h('span', { class: 'when' }, ' ', time(block.block_time)))));
}

function prudent({ view, other }) {
  const [chosen, rest] = [view, other].map(({ finality }) => finality.replace('FINALITY_', '').toLowerCase());
  return h('p', { class: 'prudent', id: 'prudent', key: 'prudent' },
    `Prudent shows the ${chosen} blocks, because they leave at least as much net exposure: `, usd(view.net_usd),
    `, against `, h('span', { id: 'other-net-usd' }, usd(other.net_usd)), ` at the ${rest} blocks.`,
    !other.complete && ` The view of the ${rest} blocks is incomplete.`);
}
