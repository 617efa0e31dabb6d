// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { read } from '../../../main/resources/META-INF/resources/js/route.mjs';
import { kindName, Names, roleName } from '../../../main/resources/META-INF/resources/js/names.mjs';
import { basisWords, coverageWords, gapWords } from '../../../main/resources/META-INF/resources/js/words.mjs';
import { lateWords } from '../../../main/resources/META-INF/resources/js/risk-words.mjs';
import { explored } from '../../../main/resources/META-INF/resources/js/view/parts.mjs';
import { underlyings } from '../../../main/resources/META-INF/resources/js/view/underlyings.mjs';
import { coins, stateWords, triggerWords } from '../../../main/resources/META-INF/resources/js/publication-words.mjs';
import { headline } from '../../../main/resources/META-INF/resources/js/view/headline.mjs';
import { unknownExposures } from '../../../main/resources/META-INF/resources/js/view/unknown-exposure.mjs';

const USDC = 'eip155:1/erc20:0x00000000000000000000000000000000000000aa';
const MYST = 'eip155:2/erc20:0x00000000000000000000000000000000000000bb';
const venue = { id: 'eip155:2/uniswap-v3:core', chain: 'eip155:2', protocol: 'uniswap-v3', deployment: 'core' };
const leg = (asset, symbol, rest) => ({ asset, symbol, role: 'LEG_ROLE_PRINCIPAL', amount: { units: '507' }, look_through: [], ...rest });
const position = {
  position_id: 'f00d', label: 'USDC/MYST range', venue, kind: 'POSITION_KIND_LP_RANGE',
  legs: [leg('eip155:2/erc721:0xcc/8', 'LP #8', { look_through: [leg(USDC, 'USDC', { delta_units: '1', qty: '1' }), leg(MYST, 'MYST', {})] })],
};
const names = new Names([{ chain: 'eip155:1', name: 'Main' }, { chain: 'eip155:2', name: 'Side' }], [position]);

const text = (node) => (typeof node === 'string' ? node : node.children.map(text).join(''));

test('ids read as names', () => {
  assert.equal(names.asset(USDC), 'USDC on Main');
  assert.equal(names.asset('crypto:ETH'), 'ETH');
  assert.equal(names.asset('fiat:USD'), 'US dollars');
  assert.equal(names.asset('eip155:9/erc20:0x00000000000000000000000000000000000000dd'), '0x0000…00dd on eip155:9');
  assert.equal(names.subject('f00d'), 'USDC/MYST range');
  assert.equal(names.subject('eip155:2'), 'Side');
  assert.equal(names.inText(`no price source for ${MYST}`), 'no price source for MYST on Side');
  assert.equal(names.source('eip155:1/chainlink:0xcf'), 'Chainlink on Main');
  assert.equal(names.source('definition'), 'definition');
});

/** Names of an enumeration's values in the public contract. */
function values(file, prefix) {
  const proto = readFileSync(new URL(`../../../../../proto/src/main/protobuf/setoff/v1/${file}`, import.meta.url), 'utf8');
  return [...proto.matchAll(new RegExp(`\\b(${prefix}\\w+) = [1-9]`, 'g'))].map(([, name]) => name);
}

test('every kind of the contract has words', () => {
  for (const kind of values('common.proto', 'GAP_KIND_')) {
    assert.match(gapWords({ kind, subject: MYST, detail: 'why' }, names).text, /MYST on Side.* .*\.$/, kind);
  }
  for (const edge of values('exposure.proto', 'EDGE_KIND_').filter((kind) => kind !== 'EDGE_KIND_NATIVE_WRAP')) {
    assert.match(basisWords({ edge, from: USDC, to: 'crypto:ETH', net: '1' }, 2, names), /because|bridge|rate|stands for/, edge);
  }
  for (const kind of values('position.proto', 'POSITION_KIND_')) assert.doesNotMatch(kindName(kind), /_/);
  for (const role of values('position.proto', 'LEG_ROLE_')) assert.doesNotMatch(roleName(role), /_/);
  for (const state of values('common.proto', 'COVERAGE_STATE_')) assert.ok(coverageWords(state).word);
  for (const state of values('oracle.proto', 'PUBLICATION_STATE_')) assert.notEqual(stateWords(state)[0], 'unknown', state);
  for (const trigger of values('oracle.proto', 'PUBLICATION_TRIGGER_')) assert.notEqual(triggerWords(trigger), 'unknown', trigger);
});

test('wei are shown as coins without losing a digit', () => {
  assert.equal(coins('1'), '0.000000000000000001');
  assert.equal(coins('1500000000000000000'), '1.5');
  assert.equal(coins('0'), '0');
});

test('a basis residual says what is taken for granted', () => {
  assert.equal(basisWords({ edge: 'EDGE_KIND_PEG', from: USDC, to: 'fiat:USD', net: '43515.02' }, 2, names),
    '43,515.02 of it counts as US dollars because USDC on Main is taken to be worth one dollar.');
});

test('a kind that this page does not know is told by its detail', () => {
  assert.equal(gapWords({ kind: 'GAP_KIND_NEW', subject: MYST, detail: 'is odd' }, names).text, 'MYST on Side: is odd');
});

test('a leg without delta is listed by name as unknown', () => {
  const cards = unknownExposures([position], names, { has: () => false });
  assert.equal(cards.length, 1);
  assert.match(text(cards[0]), /^MYST on Sideexposure unknown.*507 base units; the token does not tell its decimalsunknownunknown$/);
});

test('an account without positions is told so, unless something could not be read', () => {
  const view = { complete: true, as_of: [], coverage: [{}, {}, {}], underlyings: [], gross_usd: '0', net_usd: '0', gaps: [] };
  const shown = (complete) => text(headline({
    route: { account: '0xab', policy: 'PEGGED', finality: 'LATEST', cut: '', tab: 'ACCOUNT' }, names, label: undefined,
    view: { answer: { account: '0xab', policy: 'POLICY_PEGGED', finality: 'FINALITY_LATEST', view: { ...view, complete } }, portfolio: { positions: [], totals: { equity_usd: '0', assets_usd: '0', debts_usd: '0', unvalued_legs: 0 } }, sameBlocks: true },
  }));
  assert.match(shown(true), /Nothing found on 0 chains: the account holds nothing at the 3 venues that are read\./);
  assert.doesNotMatch(shown(false), /Nothing found/);
  assert.match(shown(false), /Net exposure, without what is unknown \(pegged, latest\)/);
});

test('explorers are linked to, and nothing but the web is', () => {
  const known = new Names([
    { chain: 'eip155:1', name: 'Main', explorer: 'https://scan.example/eth' },
    { chain: 'eip155:2', name: 'Side', explorer: 'javascript:alert(1)//' },
    { chain: 'eip155:3', name: 'Odd', explorer: 'https://x" onclick="alert(1)' },
    { chain: 'eip155:4', name: 'Dark' },
  ], []);
  assert.equal(known.explored('eip155:1', 'tx', '0xab'), 'https://scan.example/eth/tx/0xab');
  assert.equal(known.explored('eip155:1', 'address', '0x1/../"<'), 'https://scan.example/eth/address/0x1%2F..%2F%22%3C');
  for (const chain of ['eip155:2', 'eip155:3', 'eip155:4', 'eip155:5']) assert.equal(known.explored(chain, 'tx', '0xab'), undefined, chain);
  assert.deepEqual(known.explorable, ['eip155:1']);
  const link = explored(known, 'eip155:1', 'tx', '0xab', 'the transaction');
  assert.equal(link.tag, 'a');
  assert.equal(link.props.rel, 'noopener noreferrer');
  assert.equal(explored(known, 'eip155:4', 'tx', '0xab', 'the transaction'), 'the transaction');
});

test('a hedge that waits is told with its direction and its venue', () => {
  const gain = { underlying_id: 'crypto:ETH', price_move: 'PRICE_MOVE_FALLS', venue: venue.id, units: '2.5', charge_usd: '10', worth_nothing: false };
  assert.equal(lateWords(gain, names), 'when ETH falls, 2.5000 ETH wait for the gain at Uniswap v3 on Side');
  assert.match(lateWords({ ...gain, worth_nothing: true }, names), /, so long that the hedge is worth nothing$/);
  for (const move of values('risk.proto', 'PRICE_MOVE_')) assert.doesNotMatch(lateWords({ ...gain, price_move: move }, names), /_/);
});

test('assets that nothing prices are folded into one row with their number; debts and derivatives are not', () => {
  const row = (kind, units) => ({ venue, kind: `POSITION_KIND_${kind}`, net: units, long_units: units.startsWith('-') ? '0' : units, short_units: units.startsWith('-') ? units : '0', position_ids: [] });
  const exposure = (id, ...rows) => ({ underlying_id: id, net: '1', gross: '1', by_venue: rows, basis: [] });
  const sections = underlyings({
    route: read(''), names, opened: { has: () => false },
    view: { portfolio: { positions: [] }, answer: { view: { underlyings: [
      exposure('eip155:1/erc20:0x01', row('SPOT', '5')), exposure('eip155:1/erc20:0x02', row('LP_RANGE', '5')),
      exposure('eip155:1/erc20:0x03', row('BORROW', '-5')), exposure('crypto:X', row('PERP', '5')),
      { ...exposure('crypto:ETH', row('SPOT', '5')), price: { px: '2', kind: 'PRICE_KIND_ORACLE', source: 'x' }, gross_usd: '2', net_usd: '2' },
    ] } } },
  }).flat(Infinity).filter(Boolean);
  const folded = sections[0].children.find(({ props }) => props?.id === 'folded');
  assert.match(text(folded.children[0]), /^2 assets that nothing prices 0x01 on Main, 0x02 on Main$/);
  const open = sections[0].children.filter(({ tag }) => tag === 'article').map(({ props }) => props['data-underlying']);
  assert.deepEqual(open, ['eip155:1/erc20:0x03', 'crypto:X', 'crypto:ETH']);
});
