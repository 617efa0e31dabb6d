// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const SUPERVISOR = fileURLToPath(new URL('./supervise.mjs', import.meta.url));
const START_TIMEOUT_MS = 300_000;
const KEPT_OUTPUT = 4000;
/** Newest blocks whose state can be asked for. Without a bound anvil writes a megabyte a block to disk, and leaves it there. */
const KEPT_STATES = 500;

/** Path of the anvil program that npm installed for this machine. */
export function anvilProgram() {
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch];
  const name = `@foundry-rs/anvil-${process.platform}-${arch}`;
  const file = process.platform === 'win32' ? 'anvil.exe' : 'anvil';
  try {
    const program = path.join(path.dirname(require.resolve(`${name}/package.json`)), 'bin', file);
    if (existsSync(program)) return program;
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
  }
  throw new Error(`${name} is not installed: run "npm ci" in the devnet folder (anvil exists for linux, darwin and win32)`);
}

/**
 * Starts an anvil under a supervisor that ends it when this process ends, in whatever way.
 * @param {{chainId: number, genesisTime: number, accounts: number, port?: number, homeDir: string}} options
 *        port 0 or absent: a free one; homeDir: where anvil keeps its own files instead of in the user's home
 * @returns {Promise<{port: number, pid: number, supervisorPid: number, url: string, exited: Promise<number>, stop: () => Promise<void>}>}
 */
export async function startAnvil({ chainId, genesisTime, accounts, port = 0, homeDir }) {
  const args = ['--host', '127.0.0.1', '--port', String(port), '--chain-id', String(chainId), '--timestamp', String(genesisTime),
    '--accounts', String(accounts), '--prune-history', String(KEPT_STATES)];
  const env = { ...process.env, HOME: homeDir };
  const child = spawn(process.execPath, [SUPERVISOR, anvilProgram(), ...args], { stdio: ['pipe', 'pipe', 'pipe'], detached: true, env });
  let output = '';
  let pid;
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => {
    if (signal && pid) endOrphan(pid);
    resolve(code ?? 1);
  }));
  child.stdin.on('error', (error) => { if (error.code !== 'EPIPE') throw error; });

  const stop = async () => {
    child.stdin.end();
    await exited;
  };

  const bound = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`anvil did not start in ${START_TIMEOUT_MS} ms: ${output}`)), START_TIMEOUT_MS);
    const read = (chunk) => {
      output = (output + chunk).slice(-KEPT_OUTPUT);
      pid ??= Number(output.match(/^pid (\d+)\n/)?.[1]) || undefined;
      const listening = output.match(/Listening on 127\.0\.0\.1:(\d+)/);
      if (!listening) return;
      clearTimeout(timer);
      child.stdout.off('data', read).resume();
      child.stderr.off('data', read).resume();
      resolve(Number(listening[1]));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    exited.then((code) => {
      clearTimeout(timer);
      const taken = /address already in use/i.test(output);
      reject(new Error(taken ? `port ${port} is already in use` : `anvil ended with code ${code} before it listened: ${output.trim()}`));
    });
  }).catch(async (error) => {
    await stop();
    throw error;
  });

  return { port: bound, pid, supervisorPid: child.pid, url: `http://127.0.0.1:${bound}`, exited, stop };
}

/** Ends an anvil whose supervisor was killed and could not. */
function endOrphan(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
