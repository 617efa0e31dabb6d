// SPDX-License-Identifier: Apache-2.0
// What the portfolio requires: gross against net, whose share it is, who is told what, what breaks first.

import { h } from '../../dom.mjs';
import { write } from '../../route.mjs';
import { hash, state, usd, usdPlain } from '../parts.mjs';
import { allocation } from './allocation.mjs';
import { attribution } from './attribution.mjs';
import { liquidation } from './liquidation.mjs';
import { partsTable, ways } from './requirement.mjs';
import { stresses } from './stress.mjs';

/** @param risk Risk of the account that is shown */
export function marginSection({ route, risk, names, opened }) {
  const view = risk?.margin?.view;
  if (!view) return waiting(risk);
  return h('section', { 'aria-labelledby': 'margin', id: 'margin-section', key: `margin ${write(route)}`, 'data-input-hash': view.basis.stamp.input_hash },
    h('h2', { id: 'margin', class: 'section' }, 'Margin'),
    h('div', { class: 'card margin-head' },
      required(view),
      ways(view),
      partsTable(view, risk.stress, names),
      unknowns(view.basis, names),
      risk.margin.other && prudent(risk.margin),
      risk.trouble.margin && h('p', { class: 'note' }, 'The newest margin cannot be had: ', risk.trouble.margin, ' The last one is shown.')),
    attribution(view, names),
    allocation(view, names),
    liquidation(view.liquidation, names),
    stresses(risk, names, opened),
    stamp(view.basis.stamp));
}

function waiting(risk) {
  if (!risk?.trouble.margin) return null;
  return h('section', { key: 'no margin' }, h('h2', { class: 'section' }, 'Margin'), h('p', { class: 'card empty' }, 'The margin cannot be had: ', risk.trouble.margin));
}

function required(view) {
  return h('div', { class: 'required' },
    h('h3', {}, view.basis.complete ? 'Required by all protocols together' : 'Required by all protocols together, without what is unknown'),
    h('p', { class: 'figure', id: 'required-usd' }, usdPlain(view.required_usd)),
    h('p', { class: 'verdict' }, 'of ', h('span', { id: 'margin-equity-usd' }, usd(view.totals.equity_usd)), ' equity'),
    view.basis.complete ? state('complete', 'ok') : state('incomplete', 'warn'));
}

/** What the engine did not know, each with what it took instead or left out. */
function unknowns({ risk_gaps: gaps }, names) {
  if (gaps.length === 0) return null;
  return h('div', { class: 'gap-list', id: 'risk-gaps' }, h('p', {}, 'Not known, and what that does to the figures:'),
    h('ul', {}, gaps.map(({ kind, subject, detail }) => h('li', { key: `${kind} ${subject}`, title: subject }, names.inText(detail)))));
}

function prudent({ view, other }) {
  const [chosen, rest] = [view, other].map(({ basis }) => basis.finality.replace('FINALITY_', '').toLowerCase());
  return h('p', { class: 'note', id: 'margin-prudent' }, `Prudent shows the ${chosen} blocks, because they require at least as much; the ${rest} blocks require `,
    usdPlain(other.required_usd), '.');
}

function stamp({ parameter_set: set, parameter_hash: parameters, input_hash: inputs, engine_version: engine }) {
  return h('p', { class: 'note stamp', id: 'margin-stamp' }, 'Calculated with ', h('strong', {}, set), ' ', hash(parameters), ' from inputs ', hash(inputs),
    `, engine ${engine}. The same inputs give the same figures, to the last digit, on every machine.`);
}
