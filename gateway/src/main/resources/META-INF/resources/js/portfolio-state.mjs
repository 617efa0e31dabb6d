// SPDX-License-Identifier: Apache-2.0
// A portfolio as its stream tells it: a snapshot, then deltas of whole positions.

/** A delta does not continue the state that is held: the stream has to start again with a snapshot. */
export class StreamBroken extends Error {}

/** The portfolio after a WatchPortfolioResponse; the same one after a heartbeat. */
export function advance(portfolio, message) {
  if (message.snapshot) return message.snapshot;
  if (!message.delta) return portfolio;
  const { from_version: from, positions, reorgs, ...rest } = message.delta;
  if (portfolio?.version !== from) throw new StreamBroken(`a delta from version ${from} on version ${portfolio?.version}`);
  const held = new Map(portfolio.positions.map((position) => [position.position_id, position]));
  for (const position of positions) {
    if (position.state === 'POSITION_STATE_CLOSED') held.delete(position.position_id);
    else held.set(position.position_id, position);
  }
  return { ...portfolio, ...rest, version: message.version, positions: [...held.values()] };
}

/** The blocks that a portfolio or an exposure shows, as one comparable string. */
export const cutOf = ({ as_of: asOf }) => asOf.map(({ chain, block_hash: hash }) => `${chain}@${hash}`).sort().join(' ');
