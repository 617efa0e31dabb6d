// SPDX-License-Identifier: Apache-2.0
// Cuts in time. Chains have no common time: at a moment each one is at its newest block that its own clock dates no later.

const instant = ({ block_time: time }) => Date.parse(time);

/** The cut that an answer shows, as the address has it. */
export const cutOfAnswer = ({ as_of: asOf }) => asOf.map(({ chain, block_hash: hash }) => `${chain}@${hash}`).join(',');

/** Times, newest first, at which a block was made and every chain has one that is held. */
export function moments(chains) {
  if (chains.length === 0 || chains.some(({ blocks }) => blocks.length === 0)) return [];
  const first = Math.max(...chains.map(({ blocks }) => instant(blocks.at(-1))));
  const times = new Set(chains.flatMap(({ blocks }) => blocks.map(instant)).filter((time) => time >= first));
  return [...times].sort((a, b) => b - a);
}

/** The cut at a moment, as the address has it. */
export const cutAt = (chains, moment) => chains
  .map(({ chain, blocks }) => `${chain}@${blocks.find((block) => instant(block) <= moment).block_hash}`).join(',');

/** The moment of an answer's blocks: the time of the newest one. */
export const momentOf = ({ as_of: asOf }) => Math.max(...asOf.map(instant));
