// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../src/ports.mjs';

const PROGRAM = fileURLToPath(new URL('../bin/devnet.mjs', import.meta.url));
/** Waiting longer costs nothing when what is waited for comes: no machine is to miss it. */
const DEADLINE_MS = 600_000;

/** A new directory that goes when the test ends. */
export function temporaryDirectory(t) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'devnet-test-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** The program as a child process: its events, and a wait for each. */
export function runProgram(t, ...args) {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  const events = [];
  const lines = [];
  let wake = () => {};
  createInterface({ input: child.stdout }).on('line', (line) => { lines.push(line); events.push(JSON.parse(line)); wake(); });
  child.stderr.resume();
  child.stdin.on('error', (error) => { if (error.code !== 'EPIPE') throw error; });
  const closed = new Promise((resolve) => child.once('close', (code, signal) => { resolve({ code, signal }); wake(); }));

  /** The first event from now on, or seen already, that fits; its fields have to equal those of `wanted`. */
  async function event(wanted) {
    const fits = (e) => Object.entries(wanted).every(([key, value]) => e[key] === value);
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
      const found = events.findIndex(fits);
      if (found >= 0) return events.splice(0, found + 1)[found];
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`no event ${JSON.stringify(wanted)}; last: ${lines.slice(-3).join(' ')}`);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, left);
        wake = () => { clearTimeout(timer); resolve(); };
      });
    }
  }
  return { child, closed, event, lines, say: (line) => child.stdin.write(`${line}\n`) };
}

/** True while something listens on the port. */
export function isListening(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port });
    socket.once('connect', () => { socket.destroy(); resolve(true); });
    socket.once('error', () => resolve(false));
  });
}

/** Waits until a condition holds. */
export async function until(what, condition) {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

async function listener() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  return server;
}

/** A port that somebody else holds until the test ends. */
export async function takenPort(t) {
  const server = await listener();
  t.after(() => server.close());
  return server.address().port;
}

/** A port that was free a moment ago. */
export async function freePort() {
  const [port] = await freePorts(1);
  return port;
}

/** The ports of the chains that a `ready` event names. */
export const portsOf = (ready) => Object.values(ready.chains).map(({ rpc }) => Number(new URL(rpc).port));
