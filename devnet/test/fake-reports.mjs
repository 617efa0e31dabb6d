// SPDX-License-Identifier: Apache-2.0
// Reports that nobody has computed, for tests that have no gateway: laid out as ISetoffRiskOracle.sol says, and signed with the keys of the development signer set.
import { AbiCoder, concat, keccak256, SigningKey, toBeHex, TypedDataEncoder } from 'ethers';
import { ACCOUNTS, SIGNER_THRESHOLD, SIGNERS } from '../src/accounts.mjs';
import { ownContracts } from '../src/compile.mjs';
import { accountId, usdc } from '../src/units.mjs';

export const FLAGS = Object.freeze({ VALID: 1, STALE_SOURCE: 2, PARTIAL: 4, SATURATED: 8, UNFINALIZED_INPUT: 16, DISPUTED: 32, TOMBSTONE: 64 });
const VALIDITY = 300; // seconds
const WHOLE = 10_000;
const NO_HASH = toBeHex(0, 32);

const TYPES = {
  EpochReport: [
    ['streamId', 'bytes32'], ['epoch', 'uint64'], ['setVersion', 'uint64'], ['observedAt', 'uint40'], ['validUntil', 'uint40'],
    ['leafCount', 'uint32'], ['root', 'bytes32'], ['inputsHash', 'bytes32'], ['modelHash', 'bytes32'],
  ].map(([name, type]) => ({ name, type })),
};

/** An exposure in one word. @param {{net?: bigint, gross?: bigint, margin: bigint, observedAt: number, coverage?: number, flags?: number}} figures 1e-6 USD, unix seconds */
export function packWord({ net = 0n, gross = 0n, margin, observedAt, coverage = WHOLE, flags = FLAGS.VALID }) {
  const word = (BigInt.asUintN(64, net) << 192n) | (gross << 128n) | (margin << 64n) | (BigInt(observedAt) << 24n) | (BigInt(coverage) << 8n) | BigInt(flags);
  return toBeHex(word, 32);
}

/** What `storeSigned` takes: 52 bytes an account. @param {[address: string, word: string][]} rows */
const packRows = (rows) => concat(rows.flat());

/** Leaf of an account in the Merkle tree; a tree of one leaf is its root. */
export const leaf = (account, word) => keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(['bytes32', 'uint256'], [accountId(account), word])));

/** A report that nobody has signed yet. */
function report({ streamId, epoch, setVersion = 1, observedAt, root, leafCount = 1 }) {
  return { streamId, epoch, setVersion, observedAt, validUntil: observedAt + VALIDITY, leafCount, root, inputsHash: NO_HASH, modelHash: NO_HASH };
}

/** EIP-712 digest for one contract on one chain. */
export function digest(unsigned, chainId, contract) {
  return TypedDataEncoder.hash({ name: 'Setoff Risk Oracle', version: '1', chainId, verifyingContract: contract }, TYPES, unsigned);
}

/** The first signatures that are enough, of the development signer set. */
function quorum(hash) {
  const chosen = SIGNERS.slice(0, SIGNER_THRESHOLD);
  const signatures = chosen.map(({ privateKey }) => new SigningKey(privateKey).sign(hash));
  return {
    set: SIGNERS.map(({ address }) => address),
    idx: toBeHex(chosen.reduce((indexes, _, i) => indexes * 256n + BigInt(i), 0n), chosen.length),
    rvs: signatures.flatMap(({ r, yParityAndS }) => [r, yParityAndS]),
  };
}

/** Stands in for the gateway's publisher: stores made-up margins in the vault's stream, observed at the newest block. @param {Record<string, number>} margins whole USD by account @param {object} quality coverage, flags */
export async function publishFake(chain, { oracle, rowsStream }, margins, quality = {}) {
  const contract = chain.contractAt(ownContracts().SetoffRiskOracle, oracle);
  const { timestamp: observedAt } = await chain.block();
  const [epoch] = await contract.read('head', rowsStream);
  const rows = packRows(Object.entries(margins).map(([who, margin]) => [ACCOUNTS[who], packWord({ margin: usdc(margin), observedAt, ...quality })]));
  const unsigned = report({ streamId: rowsStream, epoch: epoch + 1n, observedAt, root: keccak256(rows), leafCount: Object.keys(margins).length });
  await contract.send(ACCOUNTS.keeper, 'storeSigned', unsigned, rows, quorum(digest(unsigned, chain.chainId, oracle)));
}
