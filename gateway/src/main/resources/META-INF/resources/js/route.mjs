// SPDX-License-Identifier: Apache-2.0
// What is shown, as the page's address: ?account=…&policy=…&finality=…&cut=…&tab=…

export const POLICIES = ['STRICT', 'ECONOMIC', 'PEGGED'];
export const FINALITIES = ['LATEST', 'SAFE', 'FINALIZED', 'PRUDENT'];

/** What an account holds, what all hold together, or how the chains are read and what was published. */
export const TABS = ['ACCOUNT', 'BOOK', 'CHAINS'];

/** A cut is CHAIN@BLOCK_HASH of every chain, with commas in between; empty follows the newest blocks. */
const DEFAULTS = { account: '', policy: 'PEGGED', finality: 'LATEST', cut: '', tab: 'ACCOUNT' };

/** Values are passed on as they are: the gateway says what is wrong with them. */
export function read(search) {
  const params = new URLSearchParams(search);
  return {
    account: (params.get('account') ?? DEFAULTS.account).trim(),
    policy: (params.get('policy') ?? DEFAULTS.policy).toUpperCase(),
    finality: (params.get('finality') ?? DEFAULTS.finality).toUpperCase(),
    cut: params.get('cut') ?? DEFAULTS.cut,
    tab: TABS.find((tab) => tab === params.get('tab')?.toUpperCase()) ?? DEFAULTS.tab,
  };
}

/** The shortest address that shows the same. */
export function write(route) {
  const params = new URLSearchParams();
  for (const [name, standard] of Object.entries(DEFAULTS)) if (route[name] !== standard) params.set(name, route[name]);
  const query = params.toString().replaceAll('%3A', ':').replaceAll('%40', '@').replaceAll('%2C', ',');
  return query ? `?${query}` : '.';
}

export const same = (a, b) => Object.keys(DEFAULTS).every((name) => a[name] === b[name]);
