// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Names, enumWords } from '../../../main/resources/META-INF/resources/js/names.mjs';
import { healthWords, instrumentName, partWords, reasonWords, scenarioWords } from '../../../main/resources/META-INF/resources/js/risk-words.mjs';
import { allocation } from '../../../main/resources/META-INF/resources/js/view/risk/allocation.mjs';
import { liquidation } from '../../../main/resources/META-INF/resources/js/view/risk/liquidation.mjs';
import { marginSection } from '../../../main/resources/META-INF/resources/js/view/risk/section.mjs';
import { stresses } from '../../../main/resources/META-INF/resources/js/view/risk/stress.mjs';

const AAVE = 'eip155:1/aave-v3:core';
const names = new Names([{ chain: 'eip155:1', name: 'Main' }], []);
const closed = { has: () => false, set: () => {} };
const route = { account: '0x1', policy: 'PEGGED', finality: 'LATEST' };

const text = (node) => (typeof node === 'string' ? node : node.children.map(text).join(''));
const contract = readFileSync(new URL('../../../../../proto/src/main/protobuf/setoff/v1/risk.proto', import.meta.url), 'utf8');
const values = (prefix) => [...contract.matchAll(new RegExp(`\\b(${prefix}\\w+) = [1-9]`, 'g'))].map(([, name]) => name);

test('every kind of the contract has words', () => {
  for (const [prefix, words] of [['REQUIREMENT_PART_', (part) => partWords(part)[0]], ['REQUIREMENT_REASON_', reasonWords]]) {
    assert.ok(values(prefix).length > 2);
    for (const value of values(prefix)) assert.notEqual(words(value), enumWords(prefix, value), value);
  }
  for (const value of values('HEALTH_STATE_')) assert.match(healthWords(value).tone, /ok|warn|bad/);
  const [, body] = /message Instrument \{\s*oneof kind \{([^}]*)\}/.exec(contract);
  const kinds = [...body.matchAll(/\w+ (\w+) = \d+;/g)].map(([, kind]) => kind);
  assert.deepEqual(kinds, ['cash', 'spot', 'perpetual', 'future', 'option', 'range', 'lending']);
  for (const kind of kinds) assert.ok(instrumentName({ [kind]: {} }));
});

test('a scenario reads as what it is', () => {
  assert.equal(scenarioWords('spot-18%/vol-up'), 'price −18 %, volatility up');
  assert.equal(scenarioWords('spot+4.5%'), 'price +4.5 %');
  assert.equal(scenarioWords('spot0%/vol-down'), 'price unchanged, volatility down');
  assert.equal(scenarioWords('of another kind'), 'of another kind');
});

const requirement = (total) => ({ total_usd: total, parts: [{ part: 'REQUIREMENT_PART_SCENARIO', usd: total }, { part: 'REQUIREMENT_PART_ORACLE', usd: '0' }] });
const margin = (changes = {}) => ({
  basis: { complete: true, risk_gaps: [], stamp: { parameter_set: 'demo/1', parameter_hash: 'aa', input_hash: 'bb', engine_version: '1' } },
  required_usd: '70.5',
  totals: { gross: requirement('100'), stand_alone: requirement('90'), net_per_set: requirement('80'), net_of_all: requirement('20'), equity_usd: '500' },
  cross: { charged_usd: '20', driver: 'scenarios' }, worst: [],
  late_gains: [{ underlying_id: 'crypto:ETH', price_move: 'PRICE_MOVE_RISES', venue: 'eip155:1/aave-v3:core', units: '2', charge_usd: '7', worth_nothing: true }],
  attribution: [
    { holding_id: 'a', label: 'WETH', venue: AAVE, margin_account: 'x', instrument: { spot: {} }, quantity: '1', value_usd: '500', alone_usd: '60', contribution_usd: '45' },
    { holding_id: 'b', label: 'ETH perpetual', venue: AAVE, margin_account: 'x', instrument: { perpetual: {} }, quantity: '-1', alone_usd: '40', contribution_usd: '-25' },
  ],
  accounts: [{ venue: AAVE, margin_account: 'x', stand_alone_usd: '90', required_usd: '70.5', reason: 'REQUIREMENT_REASON_RECOGNISED_HEDGE' }],
  liquidation: { accounts: [], triggers: [] },
  ...changes,
});
const section = (view, rest = {}) => marginSection({ route, risk: { margin: { view }, stress: null, trouble: { margin: null, stress: null }, ...rest }, names, opened: closed });

test('gross and net, whose share, who is told what, and by which parameters', () => {
  const shown = text(section(margin()));
  for (const part of ['$70.50of +$500.00 equity', 'Gross each position alone$100.00', 'Net of everything if all of it could be netted$20.00',
    'WETH Aave v3 on Main, held+$500.00$60.00+$45.00', 'ETH perpetual Aave v3 on Main, perpetualunknown$40.00−$25.00',
    '$70.50 of $90.00 alonehedged elsewhere', 'Scenario the worst of each underlying$100.00$90.00$80.00$20.00', 'Nothing is asked for oracle and depeg.', 'Delay of $7.00: when ETH rises, 2.0000 ETH wait for the gain at Aave v3 on Main, so long that the hedge is worth nothing.', 'Calculated with demo/1 aa from inputs bb, engine 1']) {
    assert.ok(shown.includes(part), `${part} in ${shown}`);
  }
  assert.equal(section(undefined), null);
});

test('what is not known is said, and what that does to the figures', () => {
  const view = margin();
  view.basis.complete = false;
  view.basis.risk_gaps = [{ kind: 'RISK_GAP_KIND_DAILY_VOLUME', subject: 'crypto:ETH', detail: 'the daily volume of crypto:ETH is not known: many days are taken' }];
  const shown = text(section(view));
  assert.match(shown, /without what is unknown.*incomplete.*what that does to the figures:the daily volume of crypto:ETH/);
  assert.match(text(section(undefined, { margin: null, trouble: { margin: 'All workers are busy.', stress: null } })), /The margin cannot be had: All workers are busy\./);
});

test('the first liquidation is told with its distance, rounded against the account', () => {
  const trigger = { venue: AAVE, margin_account: 'x', underlying_id: 'crypto:ETH', alone: true, move: '-0.50359', sigmas: '15.2594' };
  const shown = text(liquidation({ accounts: [{ venue: AAVE, margin_account: 'x', ratio: '2.0199', state: 'HEALTH_STATE_HEALTHY' }], triggers: [trigger], first: trigger }, names));
  assert.equal(shown.replaceAll('\u00a0', ' '),
    'What is liquidated firstAave v3 on Main, when ETH moves by −50.3 %: 15.3 daily volatilities.Aave v3 on Mainhealthyhealth 2.01 liquidated below 1ETH −50.3 % 15.3 daily volatilities');
});

test('what else the first liquidation can be: by all markets together, now, never, or not known', () => {
  const trigger = { venue: AAVE, margin_account: 'x', underlying_id: 'crypto:ETH', alone: false, move: '-0.3', sigmas: '9' };
  const account = (health) => ({ venue: AAVE, margin_account: 'x', ratio: health === 'UNKNOWN' ? undefined : '2', state: `HEALTH_STATE_${health}` });
  const shown = (health, first) => text(liquidation({ accounts: [account(health)], triggers: first ? [first] : [], first }, names)).replaceAll('\u00a0', ' ');
  assert.match(shown('HEALTHY', trigger), /when ETH moves by −30.0 % and the other markets with it: 9.0 daily volatilities/);
  assert.match(shown('LIQUIDATABLE', { ...trigger, move: '0', sigmas: '0' }), /Main may be liquidated now\./);
  assert.match(shown('HEALTHY'), /No move of these markets within 20 daily volatilities liquidates what is known\..*by no move of one market alone/);
  assert.match(shown('UNKNOWN'), /Not known: rules or prices are missing\..*health unknown liquidated below 1$/);
});

test('a move that happens to nobody is no liquidation', () => {
  const far = { venue: AAVE, margin_account: 'x', underlying_id: 'crypto:USDC', alone: true, move: '0.9', sigmas: '912.1' };
  const shown = text(liquidation({ accounts: [{ venue: AAVE, margin_account: 'x', ratio: '2', state: 'HEALTH_STATE_HEALTHY' }], triggers: [far], first: far }, names));
  assert.match(shown, /No move of these markets within 20 daily volatilities/);
  assert.doesNotMatch(shown, /912/);
});

test('a wallet requires nothing: its share of the net stands apart', () => {
  const account = (venue) => ({ venue, margin_account: venue, stand_alone_usd: '20', required_usd: '7', reason: 'REQUIREMENT_REASON_RECOGNISED_HEDGE' });
  const shown = text(allocation({ accounts: [account('eip155:1/wallet:main'), account(AAVE)], required_usd: '14' }, names));
  assert.match(shown, /require.*Aave v3 on Main.*hedged elsewhere.*Wallet on Main.*no protocol requires it.*All protocols and wallets.*\$14/);
});

test('of a scenario that happens in many places the worst is shown', () => {
  const results = [['rally', 'Rally', '5'], [`gone/${AAVE}`, 'Gone', '-3'], ['gone/eip155:1/wallet:main', 'Gone', '-9'], ['halt/eip155:1', 'Halted', '-1']]
    .map(([id, description, gain]) => ({ id, description, gain_usd: gain }));
  assert.equal(text(stresses({ stress: { results }, trouble: {} }, names, closed)),
    'StressGone Wallet on Main−$9.00Halted Main−$1.00Rally+$5.00The same at 1 other places');
});
