// SPDX-License-Identifier: Apache-2.0
// What the API's kinds mean, as sentences.

import { plain } from './format.mjs';

const GAPS = {
  UNPRICED: (subject) => `${subject} has no price: what it is worth is unknown and is missing in every dollar total.`,
  STALE: (subject) => `${subject} is not current.`,
  PARTIAL_READ: (subject) => `A read of ${subject} failed: its last good state is shown.`,
  UNREAD: (subject) => `${subject} has not been read yet.`,
  UNSUPPORTED: (subject) => `${subject} holds something that is not understood here; it is missing in every total.`,
  DECIMALS_UNKNOWN: (subject) => `${subject} does not tell its decimals: how much is held is unknown and is missing in every total.`,
  RATE_UNKNOWN: (subject) => `The conversion rate of ${subject} is unknown.`,
  MARGIN_MODE_UNKNOWN: (subject) => `The margin mode of ${subject} is unknown.`,
  PRICE_DISPUTED: (subject) => `The price sources of ${subject} disagree.`,
  PRICE_REFUSED: (subject) => `A price feed of ${subject} is not believed.`,
  DELTA_AT_POOL_PRICE: (subject) => `${subject} is counted with what its pool holds at the pool's own price.`,
  REORG_BEYOND_JOURNAL: (subject) => `${subject} replaced more blocks than are remembered: its last state is shown until it is read again.`,
  MISMATCH: (subject) => `What was read of ${subject} is not what its contracts say: do not rely on it.`,
};

/** Kinds whose detail says more than the sentence. */
const TELLING = new Set(['STALE', 'PARTIAL_READ', 'UNREAD', 'UNSUPPORTED', 'PRICE_DISPUTED', 'PRICE_REFUSED', 'REORG_BEYOND_JOURNAL', 'MISMATCH']);

/** A gap in words: { text, detail }. */
export function gapWords(gap, names) {
  const kind = gap.kind.replace('GAP_KIND_', '');
  const detail = names.inText(gap.detail);
  const text = GAPS[kind]?.(names.subject(gap.subject));
  if (text === undefined) return { text: `${names.subject(gap.subject)}: ${detail}`, detail: '' };
  return { text, detail: TELLING.has(kind) ? detail : '' };
}

const EDGES = {
  PEG: (from, to) => `counts as ${to} because ${from} is taken to be worth one ${to.replace(/^US dollars$/, 'dollar')}`,
  CANONICAL_BRIDGE: (from, to) => `is ${from}, taken to be the same as ${to} (canonical bridge)`,
  THIRD_PARTY_BRIDGE: (from, to) => `is ${from}, taken to be the same as ${to} (third-party bridge)`,
  LST: (from, to) => `is ${from}, counted as ${to} by its rate (liquid staking token)`,
  VAULT_SHARE: (from, to) => `is ${from}, counted as ${to} by its rate (vault share)`,
  LP_COMPONENTS: (from, to) => `is ${from}, counted as the ${to} that it stands for`,
};

/** "43,515.02 of it counts as US dollars because …". */
export function basisWords({ edge, from, to, net }, digits, names) {
  const kind = edge.replace('EDGE_KIND_', '');
  const reason = (EDGES[kind] ?? ((a, b) => `is ${a}, counted as ${b}`))(names.asset(from), names.asset(to));
  return `${plain(net, digits)} of it ${reason}.`;
}

export const POLICY_WORDS = {
  STRICT: 'Only the same token on the same chain nets.',
  ECONOMIC: 'Wrapped, bridged and staked forms of an asset net with it.',
  PEGGED: 'As Economic; also, pegged coins such as USDC count as US dollars.',
};

export const FINALITY_WORDS = {
  LATEST: 'The newest blocks. They can still be replaced.',
  SAFE: 'The newest blocks that the chains call safe.',
  FINALIZED: 'The newest finalized blocks. They cannot be replaced.',
  PRUDENT: 'Latest or finalized, whichever has the larger net: a hedge counts once final.',
};

const STATES = {
  OK: 'read in full', DEGRADED: 'partly known', FAILED: 'not known', SKIPPED: 'not asked',
};

/** A CoverageState as { word, tone }. */
export function coverageWords(state) {
  const name = state.replace('COVERAGE_STATE_', '');
  return { word: STATES[name] ?? name.toLowerCase(), tone: { OK: 'ok', FAILED: 'bad' }[name] ?? 'warn' };
}
