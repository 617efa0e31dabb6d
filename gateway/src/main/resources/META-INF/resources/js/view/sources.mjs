// SPDX-License-Identifier: Apache-2.0
// Chains with their heights and finality, and how well each venue was read.

import { h } from '../dom.mjs';
import { span, utc } from '../format.mjs';
import { protocolName } from '../names.mjs';
import { coverageWords } from '../words.mjs';
import { explored, hash, state, time } from './parts.mjs';

const LATELY = 3_600_000;

/**
 * @param shown the ExposureView on the page; absent while no account is chosen
 * @param now   the gateway's clock, milliseconds
 */
export function sources({ venues, shown, names, now }) {
  return h('section', { 'aria-labelledby': 'sources', class: 'sources', key: 'sources' },
    h('h2', { id: 'sources', class: 'section' }, 'Blocks and finality'),
    h('div', { class: 'card scroll' }, h('table', { class: 'chains' },
      h('thead', {}, h('tr', {}, ['Chain', 'State', shown && 'This view', 'Latest', 'Safe', 'Finalized', 'Heard from'].map((column) => column && h('th', { scope: 'col' }, column)))),
      h('tbody', {}, venues.chains.map((chain) => chainRow(chain, shown, names, now))))),
    h('h2', { id: 'coverage', class: 'section' }, 'Venues'),
    h('div', { class: 'card scroll' }, h('table', { class: 'coverage', 'aria-labelledby': 'coverage' },
      h('thead', {}, h('tr', {}, ['Venue', 'Chain', 'Coverage'].map((column) => h('th', { scope: 'col' }, column)))),
      h('tbody', {}, (shown?.coverage ?? venues.venues).map((coverage) => venueRow(coverage, names))))));
}

function chainRow(chain, shown, names, now) {
  const block = (provenance) => (provenance ? explored(names, chain.chain, 'block', provenance.block_hash, height(provenance)) : h('span', { class: 'unknown' }, 'unknown'));
  const { word, tone } = chainState(chain);
  const used = shown?.as_of.find((block) => block.chain === chain.chain);
  return h('tr', { key: chain.chain, 'data-chain': chain.chain },
    h('th', { scope: 'row', title: chain.chain }, chain.name, h('small', {}, chain.chain)),
    h('td', { 'data-label': 'State' }, state(word, tone), chain.reason && h('small', {}, chain.reason)),
    shown && h('td', { 'data-label': 'This view' }, used ? [block(used), hash(used.block_hash)] : h('span', { class: 'unknown' }, 'no block')),
    h('td', { 'data-label': 'Latest' }, block(chain.latest), chain.latest && h('small', {}, age(chain.latest.block_time, now))),
    h('td', { 'data-label': 'Safe' }, block(chain.safe), behind(chain.safe, chain.latest)),
    h('td', { 'data-label': 'Finalized' }, block(chain.finalized), behind(chain.finalized, chain.latest)),
    h('td', { 'data-label': 'Heard from' }, heard(chain, now)));
}

const chainState = ({ state: value }) => {
  const { word, tone } = coverageWords(value);
  return { word: { ok: 'live', warn: word, bad: word }[tone], tone };
};

const height = ({ height: text, block_hash: hex }) => h('data', { class: 'num', value: text, title: hex }, text);

/** How long ago a block was made; its time if that is not lately, or if the chain goes by another clock. */
function age(timestamp, now) {
  const milliseconds = now - Date.parse(timestamp);
  return milliseconds >= 0 && milliseconds < LATELY ? h('time', { datetime: timestamp, title: utc(timestamp) }, `${span(milliseconds)} ago`) : time(timestamp);
}

/** How far a state is behind the newest one, by the chain's own clock. */
function behind(older, newest) {
  if (!older || !newest) return null;
  const blocks = BigInt(newest.height) - BigInt(older.height);
  if (blocks === 0n) return h('small', {}, 'the latest');
  return h('small', {}, `${blocks} ${blocks === 1n ? 'block' : 'blocks'}, ${span(Date.parse(newest.block_time) - Date.parse(older.block_time))} behind`);
}

function heard({ latest, reorgs }, now) {
  const ago = latest?.observed_at ? `${span(now - Date.parse(latest.observed_at))} ago` : h('span', { class: 'unknown' }, 'unknown');
  return [ago, h('small', {}, reorgs === '0' ? 'no reorganisation yet' : `${reorgs} ${reorgs === '1' ? 'reorganisation' : 'reorganisations'}`)];
}

function venueRow({ venue, state: value, reason }, names) {
  const { word, tone } = coverageWords(value);
  return h('tr', { key: venue.id, 'data-venue': venue.id },
    h('th', { scope: 'row', title: venue.id }, `${protocolName(venue.protocol)} `, h('small', {}, venue.deployment)),
    h('td', { 'data-label': 'Chain' }, names.chain(venue.chain)),
    h('td', { 'data-label': 'Coverage', class: 'wide' }, state(word, tone), reason && h('span', { class: 'reason' }, names.inText(reason))));
}
