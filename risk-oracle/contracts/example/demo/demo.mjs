#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Runs demo/Demo.t.sol on a fork of a chain of the running demo (`./setoff demo`), with the newest word that the gateway published there.
//   node demo/demo.mjs [--gateway http://127.0.0.1:8080] [--deployment FILE] [--account NAME]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const PATIENCE_MS = 180_000;
const PAUSE_MS = 1_000;

const { values } = parseArgs({
  options: { gateway: { type: 'string', default: 'http://127.0.0.1:8080' }, deployment: { type: 'string' }, account: { type: 'string', default: 'hedged' } },
});

/** What the newest demo on this machine deployed. */
function newestDeployment() {
  const files = readdirSync(os.tmpdir()).filter((name) => name.startsWith('setoff-demo'))
    .map((name) => path.join(os.tmpdir(), name, 'deployment.json')).filter(existsSync);
  if (files.length === 0) throw new Error('no demo is running: start ./setoff demo, or name its deployment.json with --deployment');
  return files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

async function publications() {
  const url = `${values.gateway}/v1/publications`;
  const answer = await fetch(url).catch((error) => { throw new TooEarly(`${url}: ${error.cause?.message ?? error.message}; is ./setoff demo running?`); });
  if (answer.status === 503) throw new TooEarly(`${url}: ${await answer.text()}`);
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).publications ?? [];
}

/** The demo is not so far yet. */
class TooEarly extends Error {}

/** Asks again while the demo is not so far, and says so once. */
async function patiently(ask) {
  const end = Date.now() + PATIENCE_MS;
  for (let told = false; ; told = true) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof TooEarly) || Date.now() > end) throw error;
      if (!told) process.stderr.write(`wait: ${error.message}\n`);
      await setTimeout(PAUSE_MS);
    }
  }
}

/** The newest epoch of all protocols that is mined on a chain, with the account's word. */
async function newestWord(chain, account) {
  const ofAllProtocols = ({ scope = [] }) => scope.length === 0;
  const newest = (await publications()).find((publication) => publication.chain === chain.id && ofAllProtocols(publication) && publication.state === 'PUBLICATION_STATE_MINED');
  if (!newest) throw new TooEarly(`nothing is published on ${chain.id} yet; the demo's first epoch comes within a minute of its start`);
  const word = newest.accounts.find((published) => published.account === account)?.word;
  if (!word) throw new Error(`${values.account} is not among the accounts that are published on ${chain.id}`);
  return { newest, word };
}

/** The block that stored the rows: later ones may hold newer words. */
async function blockOf(rpc, transaction) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_getTransactionReceipt', params: [transaction] });
  const answer = await fetch(rpc, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { result } = await answer.json();
  if (!result) throw new Error(`${rpc} does not know the transaction ${transaction}`);
  return String(Number(result.blockNumber));
}

try {
  const deployment = JSON.parse(readFileSync(values.deployment ?? newestDeployment(), 'utf8'));
  const account = deployment.accounts[values.account];
  const chain = deployment.chains.B;
  const { newest, word } = await patiently(() => newestWord(chain, account));
  const block = await blockOf(chain.rpc, newest.store_tx);
  process.stdout.write(`${values.account} ${account}\n  chain ${chain.id} at ${chain.rpc}, oracle ${newest.contract}, epoch ${newest.epoch} in block ${block}\n  word ${word}\n`);
  const { status } = spawnSync('npx', ['--no-install', 'forge', 'test', '--match-path', 'demo/*', '--fork-url', chain.rpc, '--fork-block-number', block], {
    stdio: 'inherit',
    env: { ...process.env, FOUNDRY_TEST: 'demo', SETOFF_ORACLE: newest.contract, SETOFF_STREAM: newest.rows_stream_id, SETOFF_ACCOUNT: account, SETOFF_WORD: word },
  });
  process.exit(status ?? 1);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
