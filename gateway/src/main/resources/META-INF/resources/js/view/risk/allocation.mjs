// SPDX-License-Identifier: Apache-2.0
// What each protocol is told to require, beside what it would require alone; a wallet's share nobody requires.

import { h } from '../../dom.mjs';
import { plainUsd } from '../../format.mjs';
import { reasonWords } from '../../risk-words.mjs';
import { isWallet } from '../../names.mjs';
import { scaleOf } from '../bar.mjs';
import { usdPlain } from '../parts.mjs';

export function allocation({ accounts, required_usd: required }, names) {
  if (accounts.length === 0) return null;
  const scale = scaleOf(...accounts.map(({ stand_alone_usd: alone }) => alone ?? '0'));
  return h('div', { class: 'card told', id: 'allocation' },
    h('h3', {}, 'What each protocol is told to require'),
    accounts.filter(({ venue }) => !isWallet(venue)).map((account) => row(account, reasonWords(account.reason), scale, names)),
    accounts.filter(({ venue }) => isWallet(venue)).map((account) => row(account, 'its share of the net: no protocol requires it', scale, names)),
    h('div', { class: 'tell total' }, h('span', { class: 'name' }, accounts.some(({ venue }) => isWallet(venue)) ? 'All protocols and wallets' : 'All protocols'), h('span', {}), h('strong', { class: 'cell' }, usdPlain(required)), h('span', {})));
}

function row({ venue, margin_account: marginAccount, stand_alone_usd: alone, required_usd: told }, why, scale, names) {
  return h('div', { class: 'tell', key: marginAccount, 'data-venue': venue },
    h('span', { class: 'name', title: marginAccount }, names.source(venue)),
    told === undefined ? h('span', {}) : twoLevels(alone, told, scale),
    h('span', { class: 'cell' }, h('strong', {}, usdPlain(told)), h('small', {}, ' of ', usdPlain(alone), ' alone')),
    h('span', { class: 'why' }, why));
}

/** What is told, before the paler bar of what it would be alone. */
function twoLevels(alone, told, scale) {
  const width = (text) => `${scale === 0 ? 0 : Math.min(1, Number(text) / scale) * 100}%`;
  return h('div', { class: 'bar level', role: 'img', 'aria-label': `${plainUsd(told)} of ${plainUsd(alone)} alone` },
    h('span', { class: 'fill alone', style: { width: width(alone) } }),
    h('span', { class: 'fill', style: { width: width(told) } }));
}
