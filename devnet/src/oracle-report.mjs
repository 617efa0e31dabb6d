// SPDX-License-Identifier: Apache-2.0
// What the signers of the risk oracle sign, as ISetoffRiskOracle.sol lays it out: for steps of the devnet that need a report of their own.
import { AbiCoder, concat, keccak256, SigningKey, toBeHex, TypedDataEncoder, zeroPadValue } from 'ethers';
import { SIGNER_THRESHOLD, SIGNERS } from './accounts.mjs';

export const FLAGS = Object.freeze({ VALID: 1, STALE_SOURCE: 2, PARTIAL: 4, SATURATED: 8, UNFINALIZED_INPUT: 16, DISPUTED: 32, TOMBSTONE: 64 });
export const STATUS = Object.freeze(['Unknown', 'Fresh', 'Stale', 'Expired', 'Future', 'Halted', 'Tombstoned', 'Flagged']);
export const VALIDITY = 300; // seconds
const WHOLE = 10_000;
const NO_HASH = toBeHex(0, 32);

const TYPES = {
  EpochReport: [
    ['streamId', 'bytes32'], ['epoch', 'uint64'], ['setVersion', 'uint64'], ['observedAt', 'uint40'], ['validUntil', 'uint40'],
    ['leafCount', 'uint32'], ['root', 'bytes32'], ['inputsHash', 'bytes32'], ['modelHash', 'bytes32'],
  ].map(([name, type]) => ({ name, type })),
};

/** The left-padded id of an EVM account. */
export const accountId = (address) => zeroPadValue(address, 32);

/** An exposure in one word. @param {{net?: bigint, gross?: bigint, margin: bigint, observedAt: number, coverage?: number, flags?: number}} figures 1e-6 USD, unix seconds */
export function packWord({ net = 0n, gross = 0n, margin, observedAt, coverage = WHOLE, flags = FLAGS.VALID }) {
  const word = (BigInt.asUintN(64, net) << 192n) | (gross << 128n) | (margin << 64n) | (BigInt(observedAt) << 24n) | (BigInt(coverage) << 8n) | BigInt(flags);
  return toBeHex(word, 32);
}

/** What `storeSigned` takes: 52 bytes an account. @param {[address: string, word: string][]} rows */
export const packRows = (rows) => concat(rows.flat());

/** Leaf of an account in the Merkle tree; a tree of one leaf is its root. */
export const leaf = (account, word) => keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(['bytes32', 'uint256'], [accountId(account), word])));

/** A report that nobody has signed yet. */
export function report({ streamId, epoch, setVersion = 1, observedAt, root, leafCount = 1 }) {
  return { streamId, epoch, setVersion, observedAt, validUntil: observedAt + VALIDITY, leafCount, root, inputsHash: NO_HASH, modelHash: NO_HASH };
}

/** EIP-712 digest for one contract on one chain. */
export function digest(unsigned, chainId, contract) {
  return TypedDataEncoder.hash({ name: 'Setoff Risk Oracle', version: '1', chainId, verifyingContract: contract }, TYPES, unsigned);
}

/** The first signatures that are enough, of the development signer set. */
export function quorum(hash) {
  const chosen = SIGNERS.slice(0, SIGNER_THRESHOLD);
  const signatures = chosen.map(({ privateKey }) => new SigningKey(privateKey).sign(hash));
  return {
    set: SIGNERS.map(({ address }) => address),
    idx: toBeHex(chosen.reduce((indexes, _, i) => indexes * 256n + BigInt(i), 0n), chosen.length),
    rvs: signatures.flatMap(({ r, yParityAndS }) => [r, yParityAndS]),
  };
}
