// SPDX-License-Identifier: Apache-2.0
// The gateway under test, as its REST API answers.

const base = process.env.SETOFF_URL?.replace(/\/$/, '');
if (!base) throw new Error('SETOFF_URL is not set: the base URL of a running gateway, for example http://127.0.0.1:8080');
if (!process.env.SETOFF_ACCOUNT) throw new Error('SETOFF_ACCOUNT is not set: the address of a hedged account that the gateway has a name for');

export const BASE = base;
export const HEDGED = process.env.SETOFF_ACCOUNT.toLowerCase();

async function get(path) {
  const response = await fetch(`${BASE}/v1/${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

export const accounts = async () => (await get('accounts')).accounts;

export const venues = () => get('venues');

export const portfolio = async (account) => (await get(`portfolios/${account}`)).portfolio;

export const exposure = (account, policy = 'PEGGED', finality = 'LATEST') => get(`exposures/${account}?policy=${policy}&finality=${finality}`);

export const margin = (account, finality = 'LATEST') => get(`margin/${account}?finality=${finality}`);

/** Over all accounts. */
export const totals = () => get('totals');

/** The first named account whose exposure has a gap of this kind. */
export async function accountWithGap(kind) {
  for (const named of await accounts()) {
    const { view } = await exposure(named.account);
    if (view.gaps.some((gap) => gap.kind === kind)) return named;
  }
  return undefined;
}
