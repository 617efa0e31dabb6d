// SPDX-License-Identifier: Apache-2.0
import { ACCOUNTS, NATIVE, ORACLE_GOVERNANCE, SIGNERS, SIGNER_THRESHOLD } from './accounts.mjs';
import { ownContracts } from './compile.mjs';
import { deployAave } from './deploy-aave.mjs';
import { deployPerp } from './deploy-perp.mjs';
import { deployOddTokens, deployTokens, grant } from './deploy-tokens.mjs';
import { deployUniswap } from './deploy-uniswap.mjs';
import { deployVault } from './deploy-vault.mjs';
import { quantity } from './rpc.mjs';
import { ether, HOUR } from './units.mjs';

/** Unix second of both genesis blocks: 2026-09-21T14:13:20Z. */
export const GENESIS_TIME = 1_790_000_000;
/** Both chains' time when the story begins: long enough after the pools' first price for their averages. */
const STORY_TIME = GENESIS_TIME + 2 * HOUR;

/**
 * Puts all contracts on both chains, side by side.
 * @returns {Promise<{A: object, B: object}>} per chain: chain, tokens, feeds, riskOracle, deploymentBlock and the protocols; on B the example vault
 */
export async function deployAll({ A, B }) {
  const own = ownContracts();
  const [a, b] = await Promise.all([deployA(A, own), deployB(B, own)]);
  return { A: a, B: b };
}

async function deployA(chain, own) {
  const base = await deployBase(chain, own);
  const aave = await deployAave(chain, ACCOUNTS, base);
  await grant(chain, ACCOUNTS, base.tokens);
  const riskOracle = await deployOracle(chain, own);
  return finish(chain, { ...base, aave, riskOracle });
}

async function deployB(chain, own) {
  const base = await deployBase(chain, own);
  const tokens = { ...base.tokens, ...(await deployOddTokens(chain, ACCOUNTS, own)) };
  const uniswap = await deployUniswap(chain, ACCOUNTS, tokens, own);
  const perp = await deployPerp(chain, ACCOUNTS, { ...base, factory: uniswap.factory });
  await grant(chain, ACCOUNTS, tokens);
  const riskOracle = await deployOracle(chain, own);
  const vault = await deployVault(chain, ACCOUNTS, { ...base, riskOracle }, own);
  return finish(chain, { ...base, tokens, uniswap, perp, riskOracle, vault });
}

async function deployBase(chain, own) {
  await chain.rpc.call('anvil_setBlockTimestampInterval', [1]);
  for (const [name, amount] of Object.entries(NATIVE[chain.key])) {
    await chain.rpc.call('anvil_setBalance', [ACCOUNTS[name], quantity(ether(amount))]);
  }
  return { chain, ...(await deployTokens(chain, ACCOUNTS, own)) };
}

const deployOracle = (chain, own) => chain.deploy(ACCOUNTS.keeper, own.SetoffRiskOracle, [SIGNERS.map((signer) => signer.address), SIGNER_THRESHOLD, ORACLE_GOVERNANCE]);

async function finish(chain, deployed) {
  await chain.mineAt(STORY_TIME);
  return { ...deployed, deploymentBlock: await chain.height() };
}
