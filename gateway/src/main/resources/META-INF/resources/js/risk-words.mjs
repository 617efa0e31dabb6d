// SPDX-License-Identifier: Apache-2.0
// What the kinds of the risk API mean.

import { plain } from './format.mjs';
import { enumWords } from './names.mjs';

const PARTS = {
  SCENARIO: ['Scenario', 'the worst of each underlying'],
  OFFSET: ['Offset', 'between underlyings'],
  EXPECTED_SHORTFALL: ['Expected shortfall', 'of the simulations, beyond that'],
  STRESS: ['Stress floor', 'the worst named stress, beyond that'],
  MISSING_DATA: ['Missing data', 'something is not known'],
  LIQUIDITY: ['Liquidity', 'cost of closing'],
  CONCENTRATION: ['Concentration', 'size against the market'],
  BASIS: ['Basis', 'prices of venues part'],
  DELAY: ['Delay', 'gains at one venue reach the other late'],
  ORACLE: ['Oracle and depeg', 'doubted prices, lost pegs'],
};

/** A RequirementPart as [name, meaning]. */
export const partWords = (part) => PARTS[part.replace('REQUIREMENT_PART_', '')] ?? [enumWords('REQUIREMENT_PART_', part), ''];

const REASONS = {
  NO_BENEFIT: 'stands alone: nothing that counts there hedges it',
  RECOGNISED_HEDGE: 'hedged elsewhere, as far as both sides recognise it',
  VENUE_FLOOR: 'hedged elsewhere; the venue asks for its least share',
  UNPRICED: 'something in it has no price: no figure can be told',
};

export const reasonWords = (reason) => REASONS[reason.replace('REQUIREMENT_REASON_', '')] ?? enumWords('REQUIREMENT_REASON_', reason);

const HEALTH = { HEALTHY: 'ok', AT_RISK: 'warn', LIQUIDATABLE: 'bad', UNKNOWN: 'warn' };

/** A HealthState as { word, tone }. */
export function healthWords(state) {
  return { word: enumWords('HEALTH_STATE_', state), tone: HEALTH[state.replace('HEALTH_STATE_', '')] ?? 'warn' };
}

const INSTRUMENTS = {
  cash: 'dollars', spot: 'held', perpetual: 'perpetual', future: 'future', option: 'option', range: 'liquidity range', lending: 'lending account',
};

/** What a holding is, of an Instrument message. */
export function instrumentName(instrument) {
  const kind = Object.keys(instrument ?? {})[0];
  return INSTRUMENTS[kind] ?? kind ?? 'unknown';
}

/** "when ETH falls, 3 ETH wait for the gain at Aave v3 on Main" of a LateGain, without its charge. */
export function lateWords({ underlying_id: id, price_move: move, venue, units, worth_nothing: nothing }, names) {
  const what = names.symbol(id);
  return `when ${what} ${enumWords('PRICE_MOVE_', move)}, ${plain(units, 4)} ${what} wait for the gain at ${names.source(venue)}${nothing ? ', so long that the hedge is worth nothing' : ''}`;
}

/** "spot −18 %, volatility up" of a scenario's id. */
export function scenarioWords(id) {
  const [, sign, size, volatility] = /^spot([+-]?)([\d.]+)%(?:\/vol-(up|down))?$/.exec(id) ?? [];
  if (size === undefined) return id;
  const spot = size === '0' ? 'price unchanged' : `price ${sign === '-' ? '\u2212' : '+'}${size} %`;
  return volatility ? `${spot}, volatility ${volatility}` : spot;
}
