// SPDX-License-Identifier: Apache-2.0
// The page: holds what is known, shows it, and follows its address.

import { Book } from './book.mjs';
import { Directory } from './directory.mjs';
import { patch } from './dom.mjs';
import { shortHex, signedUsd } from './format.mjs';
import { HeldSession } from './held-session.mjs';
import { Names } from './names.mjs';
import { OpenRows } from './open-rows.mjs';
import { Risk } from './risk.mjs';
import { read, same, write } from './route.mjs';
import { Session } from './session.mjs';
import { accountLinks, choices, tabs } from './view/controls.mjs';
import { gaps } from './view/gaps.mjs';
import { headline, isNothing } from './view/headline.mjs';
import { indexing } from './view/indexing.mjs';
import { landing } from './view/landing.mjs';
import { moment } from './view/moment.mjs';
import { publications } from './view/publications.mjs';
import { marginSection } from './view/risk/section.mjs';
import { sources } from './view/sources.mjs';
import { indicator, notices } from './view/status.mjs';
import { totals } from './view/totals.mjs';
import { underlyings } from './view/underlyings.mjs';

const AGES_TICK = 1000;
/** What was shown stays until there is an answer, but not longer than this. */
const PATIENCE = 200;

const part = (id) => document.getElementById(id);
const input = part('account');

const directory = new Directory(() => redraw());
const opened = new OpenRows(() => redraw());
let route = read(location.search);
let session = null;
let risk = null;
let book = null;
let asked = 0;
let drawing = false;

function follow(next) {
  const other = { ...next, account: route.account, tab: route.tab };
  if (next.tab !== 'BOOK' || !same(other, route)) {
    book?.end();
    book = null;
  }
  if (next.tab === 'BOOK') {
    book ??= new Book(next, redraw);
    book.refresh();
  }
  if (same({ ...next, tab: route.tab }, route) && session) {
    route = next;
    redraw();
    return;
  }
  session?.end();
  risk?.end();
  route = next;
  session = route.account ? new (route.cut ? HeldSession : Session)(route, onChanged) : null;
  risk = route.account ? new Risk(route, redraw) : null;
  asked = performance.now();
  input.value = route.account;
  setTimeout(redraw, PATIENCE);
  redraw();
}

function onChanged() {
  directory.refresh();
  if (session?.view) risk.refresh();
  redraw();
}

function go(next) {
  if (same(next, route) && !session?.refusal) return;
  history.pushState(null, '', write(next));
  follow(next);
}

function redraw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    draw();
  });
}

function draw() {
  const view = session?.view ?? null;
  const now = performance.now();
  if (session?.isWaiting && now - asked < PATIENCE) return;
  const names = new Names(directory.chains, view?.portfolio?.positions ?? []);
  patch(part('tabs'), tabs(route, go));
  patch(part('accounts'), accountLinks(directory.accounts, route, view?.answer.account ?? route.account, go));
  patch(part('choices'), choices(route, session?.refusal, go));
  if (route.cut) directory.refreshBlocks();
  patch(part('moment'), moment(route, view, directory.blocks, go));
  patch(part('indicator'), [indicator(session, now)].filter(Boolean));
  patch(part('notices'), notices(session, names, now));
  patch(part('content'), content(view, names).flat().filter(Boolean));
  showError(session?.refusal);
  document.title = view ? `${signedUsd(view.answer.view.net_usd)} net, ${labelOf(view.answer.account)}, Setoff` : 'Setoff';
}

function content(view, names) {
  const shown = view?.answer.view;
  const account = view?.answer.account;
  const now = Date.now() + (session?.clockAhead ?? 0);
  if (route.tab === 'BOOK') return totals({ book, route, names, go: (holder) => go({ ...route, account: holder, tab: 'ACCOUNT' }) });
  if (route.tab === 'CHAINS') {
    return [
      directory.venues && sources({ venues: directory.venues, shown, names, now }),
      directory.venues && indexing(directory.venues),
      publications({ list: directory.publications, account, chains: directory.chains, names }),
    ];
  }
  return [
    !view && !session && landing(directory.accounts.length > 0),
    !view && session && !session.refusal && { tag: 'p', props: { class: 'card empty', key: 'wait' }, children: ['Asking the gateway…'] },
    view && gaps({ view, names }),
    view && headline({ route, label: labelOf(account), view, names }),
    view && !isNothing(view) && underlyings({ route, view, names, opened }),
    view && !isNothing(view) && marginSection({ route, risk, names, opened }),
  ];
}

const labelOf = (account) => directory.accounts.find((named) => named.account === account)?.label || shortHex(account);

/** A refusal stands where its cause was written: policy and finality beside their choices, all else at the account. */
function showError(refusal) {
  const own = refusal && !['policy', 'finality'].includes(refusal.field) ? refusal.message : '';
  const error = part('account-error');
  if (error.textContent !== own) error.textContent = own;
  error.hidden = own === '';
  input.setAttribute('aria-invalid', String(own !== ''));
}

part('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = input.value.trim();
  const named = directory.accounts.find(({ label }) => label.toLowerCase() === text.toLowerCase());
  go({ ...route, account: named?.account ?? text });
});
document.querySelector('.brand').addEventListener('click', (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go({ ...route, account: '' });
});
addEventListener('popstate', () => {
  const next = read(location.search);
  if (!same(next, route)) follow(next);
});

follow(route);
directory.start();
setInterval(() => {
  book?.refresh();
  redraw();
}, AGES_TICK);
