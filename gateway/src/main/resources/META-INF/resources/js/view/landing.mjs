// SPDX-License-Identifier: Apache-2.0
// What the page is for, while no account is chosen.

import { h } from '../dom.mjs';

export const landing = (hasAccounts) => h('section', { class: 'card landing', key: 'landing' },
  h('h1', {}, 'One portfolio, one signed net exposure, across every chain'),
  h('p', {}, `Enter an address${hasAccounts ? ', or choose one of the accounts above,' : ''} to see what it is exposed to per underlying, `
    + 'what offsets what, at which blocks, and what is not known.'),
  h('p', { class: 'note' }, 'An EVM address (0x…) means that key on every chain below; a CAIP-10 account (eip155:1:0x…) means one chain.'));
