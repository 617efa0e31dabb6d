#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Measures the gas of the oracle with forge and prints it beside its bars and its peers: a table, then one JSON object
// (with --json the JSON alone). Exit code 1 if a bar is missed, 2 if it cannot be measured.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const FIGURES = 'cache/bench'; // not gas/: what is checked in is compared by `npm test`, not overwritten
const number = (value) => value.toLocaleString('en-US');

function measure() {
  rmSync(path.join(ROOT, FIGURES), { recursive: true, force: true });
  mkdirSync(path.join(ROOT, FIGURES), { recursive: true });
  const forge = spawnSync('npx', ['--no-install', 'forge', 'test', '--match-path', 'test/gas/*'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, FOUNDRY_SNAPSHOTS: FIGURES, FOUNDRY_GAS_SNAPSHOT_CHECK: 'false', FOUNDRY_GAS_SNAPSHOT_EMIT: 'true' },
  });
  try {
    return JSON.parse(readFileSync(path.join(ROOT, FIGURES, 'SetoffRiskOracle.json'), 'utf8'));
  } catch {
    process.stderr.write(`${forge.stdout ?? ''}${forge.stderr ?? forge.error}\nnothing was measured\n`);
    process.exit(2);
  }
}

function table(rows) {
  const cells = [['measured', 'bar', 'floor', ''], ...rows.map(({ what, unit, measured, bar, floor, ok }) =>
    [measured === undefined ? 'none' : number(measured), number(bar), number(floor), `${unit}: ${what}${ok ? '' : '  << MISSED'}`])];
  const peers = [{}, ...rows.map((row) => row.peers)];
  const width = (column) => Math.max(...cells.map((row) => row[column].length));
  const line = (row) => row.map((cell, i) => (i < 3 ? cell.padStart(width(i)) : cell)).join('  ').trimEnd();
  const beside = ([name, gas]) => `${' '.repeat(width(0) + width(1) + width(2) + 6)}${gas === null ? '' : `${number(gas)} `}${name}`;
  return cells.map((row, i) => [line(row), ...Object.entries(peers[i]).map(beside)].join('\n')).join('\n');
}

const figures = measure();
const bars = JSON.parse(readFileSync(path.join(ROOT, 'gas/bars.json'), 'utf8'));
const rows = Object.entries(bars).map(([name, bar]) => {
  const measured = figures[`bar ${name}`] === undefined ? undefined : Number(figures[`bar ${name}`]);
  return { name, ...bar, measured, ok: measured !== undefined && measured <= bar.bar };
});
const passed = rows.every(({ ok }) => ok);
if (!process.argv.includes('--json')) process.stdout.write(`${table(rows)}\n\n`);
const gas = Object.fromEntries(Object.entries(figures).filter(([name]) => !name.startsWith('bar ')).map(([name, used]) => [name, Number(used)]));
process.stdout.write(`${JSON.stringify({ passed, bars: rows, gas }, null, 2)}\n`);
process.exit(passed ? 0 : 1);
