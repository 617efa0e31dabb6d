// SPDX-License-Identifier: Apache-2.0
// The choices: named accounts, which assets count as the same, and which blocks to look at. All are links, so that every
// view has an address.

import { h } from '../dom.mjs';
import { FINALITIES, POLICIES, TABS, write } from '../route.mjs';
import { FINALITY_WORDS, POLICY_WORDS } from '../words.mjs';

/**
 * @param shown the account on the page, as the gateway writes it
 * @param go    shows a route without loading the page again
 */
export function accountLinks(accounts, route, shown, go) {
  return accounts.map(({ account, label }) => link(label || account, { ...route, account }, shown === account, go, { title: account, key: account }));
}

const TAB_WORDS = { ACCOUNT: 'Account', BOOK: 'All accounts', CHAINS: 'Chains and publications' };

export const tabs = (route, go) => TABS.map((tab) => link(TAB_WORDS[tab], { ...route, tab }, route.tab === tab, go, { key: tab }));

export function choices(route, refusal, go) {
  return [
    choice('policy', 'Policy', POLICIES, POLICY_WORDS),
    choice('finality', 'Finality', FINALITIES, FINALITY_WORDS),
  ];

  /** Of blocks that were chosen the finality says nothing: choosing one follows the newest blocks again. */
  function choice(field, name, values, words) {
    const idle = field === 'finality' && route.cut !== '';
    const error = refusal?.field === field ? refusal.message : undefined;
    return h('div', { class: 'choice', role: 'group', 'aria-label': name, key: field },
      h('span', { class: 'name' }, name),
      h('span', { class: 'values' }, values.map((value) => link(value[0] + value.slice(1).toLowerCase(), { ...route, [field]: value, cut: field === 'finality' ? '' : route.cut },
        route[field] === value && !idle, go, { title: words[value], key: value, 'data-value': value }))),
      error ? h('span', { class: 'error', role: 'alert' }, error) : h('span', { class: 'explained' }, idle ? 'The blocks are chosen.' : words[route[field]]));
  }
}

export function link(text, route, current, go, props) {
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(route);
  };
  return h('a', { ...props, href: write(route), 'aria-current': current ? 'true' : undefined, on: { click: follow } }, text);
}
