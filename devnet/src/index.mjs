// SPDX-License-Identifier: Apache-2.0
export { Devnet } from './devnet.mjs';
export { STORY } from './story/index.mjs';
export { VAULT_STORY } from './story/steps-vault.mjs';
export { ACCOUNTS, LABELLED, SIGNERS } from './accounts.mjs';
export { GENESIS_TIME } from './deploy.mjs';
