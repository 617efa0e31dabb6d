// SPDX-License-Identifier: Apache-2.0
// One position, with everything that explains its numbers.

import { h } from '../dom.mjs';
import { exact } from '../format.mjs';
import { enumWords, kindName, protocolName } from '../names.mjs';
import { gapWords } from '../words.mjs';
import { legTable } from './legs.mjs';
import { marginTerms } from './margin.mjs';
import { explored, hash, state, term, time, wideTerm } from './parts.mjs';
import { scaleDown } from '../decimal.mjs';

/** @param underlying the row that the position is shown under; its legs are marked */
export function positionCard(position, underlying, names) {
  const { position_id: id, label, venue, kind, sub_account: sub, legs, gaps } = position;
  return h('section', { class: 'position', key: id, 'data-position': id, 'aria-label': label },
    h('header', {},
      h('h4', {}, label),
      h('span', { class: 'where' }, `${protocolName(venue.protocol)} ${venue.deployment}, ${kindName(kind)} on ${names.chain(venue.chain)}`,
        sub && `, sub-account ${sub}`),
      badges(position)),
    legTable(legs, underlying, names),
    h('dl', { class: 'terms' },
      position.margin && marginTerms(position.margin, names),
      position.lend && lendTerms(position.lend),
      position.perp && perpTerms(position.perp),
      provenanceTerm(position.provenance, names)),
    gaps.length > 0 && h('ul', { class: 'gap-list' }, gaps.map((gap) => {
      const { text, detail } = gapWords(gap, names);
      return h('li', { key: `${gap.kind} ${gap.subject}` }, text, detail && ` ${detail}`);
    })));
}

function badges({ state: positionState, range }) {
  return [
    positionState === 'POSITION_STATE_UNKNOWN' && state('last read failed', 'warn', 'the last good values are shown'),
    range && (range.in_range ? state('in range', 'ok') : state('out of range, earns nothing', 'warn')),
  ];
}

function lendTerms({ scaled_units: scaled, index_ray: index, stable_rate: stable }) {
  return wideTerm('Balance', `${exact(scaled)} base units before interest, times index ${scaleDown(index, 27)}${stable ? ', stable rate' : ''}`);
}

function perpTerms({ taker_size: taker, maker_size: maker, maker_ranges: ranges }) {
  return term('Size', `${exact(taker)} taken, ${exact(maker)} by liquidity`,
    ranges.map((range) => ` in [${range.tick_lower}, ${range.tick_upper}] ${range.in_range ? 'in range' : 'out of range'}`).join(','));
}

function provenanceTerm(provenance, names) {
  const { chain, height, block_hash: block, tx_hash: tx, log_index: log, block_time: at, finality, assurance } = provenance;
  return wideTerm('Read at', `${names.chain(chain)} block ${height} `, explored(names, chain, 'block', block, hash(block)), ' ', time(at),
    `, ${enumWords('STATE_FINALITY_', finality)}, by ${ASSURANCES[assurance] ?? enumWords('ASSURANCE_', assurance)}`,
    tx ? ['; last changed by transaction ', explored(names, chain, 'tx', tx, hash(tx)), `, log ${log}`] : ', from the state of that block');
}

const ASSURANCES = {
  ASSURANCE_PROVEN: 'proof against the block hash', ASSURANCE_QUORUM: 'several providers that agree', ASSURANCE_SINGLE: 'one provider',
};
