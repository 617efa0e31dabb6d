// SPDX-License-Identifier: Apache-2.0
import { HDNodeWallet, Mnemonic } from 'ethers';

const MNEMONIC = 'test test test test test test test test test test test junk'; // anvil's default, known to everybody
const PATH = "m/44'/60'/0'/0";

/** Dev accounts every chain starts with. */
export const ACCOUNT_COUNT = 20;

/** Index in the mnemonic of every account that has a name. */
const INDEX = {
  keeper: 0, alice: 1, bob: 2, carol: 3, dave: 4, erin: 5, frank: 6, grace: 7, hedged: 8, liquidator: 9,
  heidi: 10, ivan: 11, trader: 12, treasury: 13, guardian: 14, gasPayer: 19,
};

/**
 * Those whose portfolios are worth looking at, hedged first. The keeper deploys, sets prices and owns the risk oracles, the guardian may halt them,
 * the gas payer is the publisher's.
 */
export const LABELLED = ['hedged', 'alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi', 'ivan', 'liquidator', 'trader', 'treasury'];

/** Those that borrow from the example vault. */
export const VAULT_ACCOUNTS = ['hedged', 'erin'];

/** Native coins of the named accounts at the start, in whole ETH; everybody else has anvil's default. */
export const NATIVE = {
  A: { hedged: 12, alice: 70, bob: 5, carol: 2, dave: 25, erin: 3, frank: 15, grace: 2, heidi: 12, ivan: 2, liquidator: 3, trader: 2, treasury: 1 },
  B: { hedged: 6, alice: 80, bob: 35, carol: 25, dave: 5, erin: 45, frank: 35, grace: 15, heidi: 12, ivan: 10, liquidator: 3, trader: 420, treasury: 1 },
};

const root = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(MNEMONIC), PATH);
const wallet = (index) => root.deriveChild(index);

/** name -> address; like all addresses here in lower case, the canonical form of the gateway's ids */
export const ACCOUNTS = Object.freeze(Object.fromEntries(Object.entries(INDEX).map(([name, index]) => [name, wallet(index).address.toLowerCase()])));

export const GAS_PAYER_KEY = wallet(INDEX.gasPayer).privateKey;

/** Keys of the development signer set of the risk oracle, by ascending address, as the contract wants its set. */
export const SIGNERS = [100, 101, 102].map(wallet)
  .map(({ address, privateKey }) => ({ address: address.toLowerCase(), privateKey }))
  .sort((a, b) => (BigInt(a.address) < BigInt(b.address) ? -1 : 1));
export const SIGNER_THRESHOLD = 2;
/** Who may change the signer set of the risk oracles, and how fast; seconds. */
export const ORACLE_GOVERNANCE = Object.freeze({ owner: ACCOUNTS.keeper, guardian: ACCOUNTS.guardian, rotationDelay: 3600, rotationGrace: 60 });
