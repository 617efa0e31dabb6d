// SPDX-License-Identifier: Apache-2.0
// What all accounts hold together: net and gross, in how few hands, who is near liquidation, and what falling prices sell.

import { sum } from '../decimal.mjs';
import { h } from '../dom.mjs';
import { percent, plain, shortHex, signed, unitDigits } from '../format.mjs';
import { enumWords, protocolName } from '../names.mjs';
import { bar, scaleOf } from './bar.mjs';
import { state, units, usd, usdPlain } from './parts.mjs';

const SHOWN_HOLDERS = 5;
const SHOWN_GAPS = 5;

const count = (number, one, many) => `${plain(String(number), 0)} ${String(number) === '1' ? one : many}`;

/** @param go shows an account */
export function totals({ book, route, names, go }) {
  const { totals: answer, trouble } = book;
  if (!answer) return [h('p', { class: 'card empty', key: 'wait' }, trouble ?? 'Asking the gateway…')];
  const all = answer.groups.find(({ dimension }) => dimension === 'TOTALS_DIMENSION_ALL');
  return [
    trouble && h('p', { class: 'callout bad', key: 'trouble' }, 'The newest totals cannot be had: ', trouble, ' The last ones are shown.'),
    summary(answer, route, names),
    all && underlyings(all, names, go),
    groups(answer.groups, names),
    ...answer.venues.map((venue) => risk(venue, names)),
    shocks(answer.shocks, names),
  ];
}

function summary({ accounts, incomplete_accounts: incomplete, complete, gaps, coverage, as_of: blocks }, { finality }, names) {
  const reasons = [...gaps.map(({ detail }) => detail), ...coverage.filter(({ reason }) => reason).map(({ reason }) => reason)];
  return h('section', { class: 'card', key: 'book', id: 'book', 'data-complete': String(complete) },
    h('p', { class: 'verdict' }, h('strong', {}, count(accounts, 'account', 'accounts')), ' hold or owe something. ',
      state(complete ? 'complete' : `${count(incomplete, 'account', 'accounts')} not stated in full`, complete ? 'ok' : 'warn'),
      h('small', {}, ' ', blocks.map(({ chain, height }) => `${names.chain(chain)} at block ${height}`).join(', '), '. ',
        'Wallets are those of accounts that somebody has asked about.',
        finality === 'PRUDENT' && ' Prudent is chosen for each account: these are the newest blocks.')),
    reasons.length > 0 && h('ul', { class: 'notes' }, [...new Set(reasons)].slice(0, SHOWN_GAPS).map((reason) => h('li', { key: reason }, names.inText(reason)))));
}

function underlyings({ underlyings: rows }, names, go) {
  const scale = scaleOf(...rows.flatMap(({ gross_usd: gross }) => (gross === undefined ? [] : [gross])));
  return h('section', { 'aria-labelledby': 'together', key: 'together' },
    h('h2', { id: 'together', class: 'section' }, 'Held and owed together'),
    h('div', { class: 'card scroll' }, h('table', { class: 'published' },
      head('Underlying', 'Short and long', 'Net', 'Gross', 'Concentration'),
      h('tbody', {}, rows.map((row) => underlying(row, scale, names, go))))));
}

const head = (...columns) => h('thead', {}, h('tr', {}, columns.map((column) => h('th', { scope: 'col' }, column))));

function underlying(row, scale, names, go) {
  const { underlying_id: id, net, gross, long_units: long, short_units: short, price, holders, herfindahl, top } = row;
  const digits = unitDigits(price?.px);
  const px = Number(price?.px ?? 0);
  const name = names.asset(id);
  const inUsd = (text) => String(Number(text) * px);
  return h('tr', { key: id, 'data-underlying': id },
    h('th', { scope: 'row', title: id }, name),
    h('td', { class: 'wide', 'data-label': 'Short and long' }, bar({
      long: inUsd(long), short: inUsd(short), net: inUsd(net), scale, big: true,
      label: `long ${signed(long, digits)}, short ${signed(short, digits)}, net ${signed(net, digits)} ${name}`,
    })),
    h('td', { 'data-label': 'Net' }, units(net, digits, name), h('small', {}, usd(row.net_usd, 'there is no price'))),
    h('td', { 'data-label': 'Gross' }, h('data', { class: 'num', value: gross, title: `${gross} ${name}` }, plain(gross, digits)), h('small', {}, usdPlain(row.gross_usd, 'there is no price'))),
    h('td', { 'data-label': 'Concentration' },
      h('span', { title: `Herfindahl index ${herfindahl}: 1 when one account is all` }, `${count(holders, 'holder', 'holders')}, index ${herfindahl === undefined ? 'none' : Number(herfindahl).toFixed(3)}`),
      top.slice(0, SHOWN_HOLDERS).map((holder) => share(holder, go))));
}

/** A holder's share as a bar from the left. */
const share = ({ account, share: part }, go) => h('span', { class: 'holder', key: account },
  h('a', { href: `?account=${account}`, title: account, on: { click: (event) => follow(event, account, go) } }, shortHex(account)),
  h('span', { class: 'bar level', role: 'img', 'aria-label': percent(part) }, h('span', { class: 'fill', style: { width: `${100 * Number(part)}%` } })),
  h('span', { class: 'num' }, percent(part)));

function follow(event, account, go) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  go(account);
}

const GROUP_WORDS = {
  TOTALS_DIMENSION_VENUE: 'Venue', TOTALS_DIMENSION_PROTOCOL: 'Protocol', TOTALS_DIMENSION_NETTING_SET: 'Netting set',
};

function groups(all, names) {
  const rows = all.filter(({ dimension }) => dimension !== 'TOTALS_DIMENSION_ALL');
  return h('section', { 'aria-labelledby': 'groups', key: 'groups' },
    h('h2', { id: 'groups', class: 'section' }, 'By venue, protocol and netting set'),
    h('div', { class: 'card scroll' }, h('table', { class: 'published' },
      head('Group', 'Underlying', 'Net', 'Gross', 'Holders', 'Index'),
      h('tbody', {}, rows.flatMap((group) => group.underlyings.map((row, i) => groupRow(group, row, i, names)))))));
}

function groupRow({ dimension, id }, row, i, names) {
  const digits = unitDigits(row.price?.px);
  const name = names.asset(row.underlying_id);
  return h('tr', { key: `${dimension} ${id} ${row.underlying_id}` },
    h('th', { scope: 'row', title: id }, i === 0 && [groupName(dimension, id, names), h('small', {}, GROUP_WORDS[dimension])]),
    h('td', { 'data-label': 'Underlying' }, name),
    h('td', { 'data-label': 'Net' }, units(row.net, digits, name)),
    h('td', { 'data-label': 'Gross' }, h('data', { class: 'num', value: row.gross }, plain(row.gross, digits))),
    h('td', { 'data-label': 'Holders' }, plain(row.holders, 0)),
    h('td', { 'data-label': 'Index' }, row.herfindahl === undefined ? 'none' : Number(row.herfindahl).toFixed(3)));
}

function groupName(dimension, id, names) {
  if (dimension === 'TOTALS_DIMENSION_VENUE') return names.source(id);
  if (dimension === 'TOTALS_DIMENSION_PROTOCOL') return protocolName(id);
  return id || 'no agreement';
}

const bandWords = (band) => enumWords('DISTANCE_BAND_', band).replace('percent', '%').replace('beyond', '50 % and more');

/** Accounts by how far they are from liquidation, and what a lending market owes and is owed. */
function risk({ venue, bands, reserves, shortfall_usd: shortfall }, names) {
  const most = Math.max(1, ...bands.map(({ debt_usd: debt }) => Number(debt)));
  const name = names.venue(venue);
  return h('section', { 'aria-label': `Risk at ${name}`, key: `risk ${venue.id}`, 'data-risk': venue.id },
    h('h2', { class: 'section' }, `Distance to liquidation: ${name}`),
    h('div', { class: 'card stresses' },
      bands.filter(({ band, accounts }) => band !== 'DISTANCE_BAND_UNKNOWN' || accounts !== '0').map(({ band, accounts, debt_usd: debt }) => h('div', { class: 'stress', key: band, 'data-band': band },
        h('span', { class: 'name' }, bandWords(band), h('small', {}, ` ${count(accounts, 'account', 'accounts')}`)),
        h('div', { class: 'bar level', role: 'img', 'aria-label': plain(debt, 0) }, h('span', { class: 'fill', style: { width: `${(100 * Number(debt)) / most}%` } })),
        h('strong', { class: 'cell' }, usdPlain(debt)))),
      reserves.length > 0 && h('p', { class: 'note' }, 'Debt above its collateral: ', usdPlain(shortfall), '. ',
        reserves.map(({ underlying_id: id, supplied, owed }) => h('span', { key: id }, `${names.asset(id)}: owes ${plain(supplied, 2)} to suppliers, is owed ${plain(owed, 2)}. `)))));
}

/** What each fall of prices liquidates: bars to compare. */
function shocks(outcomes, names) {
  if (outcomes.length === 0) return null;
  const most = Math.max(1, ...outcomes.map(({ repaid_usd: repaid }) => Number(repaid)));
  return h('section', { 'aria-labelledby': 'shocks', key: 'shocks' },
    h('h2', { id: 'shocks', class: 'section' }, 'What falling prices liquidate'),
    h('div', { class: 'card stresses' }, outcomes.map((outcome) => shock(outcome, most, names))));
}

function shock({ shock: { underlying_id: id, spot_factor: factor }, accounts, repaid_usd: repaid, sold, shortfall_usd: shortfall }, most, names) {
  const move = `${(100 * (Number(factor) - 1)).toFixed(0).replace('-', '\u2212')} %`;
  const all = sum(sold.map((each) => each.usd));
  return h('div', { class: 'stress', key: `${id} ${factor}`, 'data-shock': factor },
    h('span', { class: 'name' }, `${id ? names.asset(id) : 'All prices'} ${move}`,
      h('small', {}, ` ${count(accounts, 'account', 'accounts')}, sells `, usdPlain(all), shortfall !== '0' && [', leaves ', usdPlain(shortfall), ' uncovered'])),
    h('div', { class: 'bar level', role: 'img', 'aria-label': plain(repaid, 0) }, h('span', { class: 'fill', style: { width: `${(100 * Number(repaid)) / most}%` } })),
    h('strong', { class: 'cell', title: 'debt that is repaid' }, usdPlain(repaid)));
}
