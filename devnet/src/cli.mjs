// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Devnet } from './devnet.mjs';
import { STORY } from './story/index.mjs';
import { VAULT_STORY } from './story/steps-vault.mjs';

const HELP = `Two local chains (anvil) with the real contracts of Aave v3, Uniswap v3 and Perp v2, and the story they play.
DEVELOPMENT ONLY: all keys come from a mnemonic that everybody knows.

  node devnet/bin/devnet.mjs --dir DIR [--play] [--until STEP] [--live] [--signers] [--port-a N] [--port-b N]

  --dir DIR      where to write deployment.json (all addresses), setoff.yaml (the gateway's configuration), keys.json
  --play         play the story at once
  --until STEP   play only up to this step: its number or its id (implies --play)
  --live         go on after the story: a block every four seconds on both chains, prices and trades that move (implies --play)
  --signers      the signers of the risk oracle as processes of their own: writes signer-N.yaml and signer-N.key, too
  --port-a N     port of chain A (31337) on 127.0.0.1; default: a free one
  --port-b N     port of chain B (31338)
  --list         list the steps of the story and end
  --help         this text

Commands on stdin, one a line, a word or JSON:
  play [STEP]    {"command":"play","until":STEP}   play the story on, to its end or up to STEP
  vault          {"command":"vault"}               play the rest of the story, then what the example vault does with reports that somebody publishes
  live [MS]      {"command":"live","period":MS}    plays the rest of the story first; MS: real time between blocks, 1000 when it is not given
  pause          {"command":"pause"}               end live: a block for every transaction again, and none without
  exit           {"command":"exit"}

Events on stdout, one JSON object a line (text for people goes to stderr):
  ready    files, chains with rpc and height, number of steps
  step     n, of, id, chain (A, B or AB), title, heights
  played   n, of, heights; after the last step settled: the unix second from which on the whole story is final
  vault_step, vault_played   likewise; a step with the height on chain B at which the vault was asked, and what it says of hedged and of erin
  live, paused   heights
  error    message, fatal; a fatal one is the last event

Both chains end, and the program with code 0, when stdin ends or on SIGINT or SIGTERM: keep stdin open.
They end, too, when the program is killed. Exit code 1: something failed; 2: wrong arguments.
`;

class UsageError extends Error {}

const emit = (event, rest = {}) => process.stdout.write(`${JSON.stringify({ event, ...rest })}\n`);
const say = (text) => process.stderr.write(`${text}\n`);

export async function main(argv) {
  let options;
  try {
    options = readOptions(argv);
  } catch (error) {
    emit('error', { message: error.message, fatal: true });
    say(`${error.message}\nTry --help.`);
    return 2;
  }
  if (options.help) return print(HELP);
  if (options.list) return print([...STORY.map(listed), '\nafter it, with the command vault:\n', ...VAULT_STORY.map(listed)].join(''));
  return new Session(options).run();
}

const listed = ({ id, chain, title }, i) => `${String(i + 1).padStart(2)}  ${chain.padEnd(2)}  ${id.padEnd(30)} ${title}\n`;

function print(text) {
  process.stdout.write(text);
  return 0;
}

function readOptions(argv) {
  const flag = { type: 'boolean', default: false };
  const { values } = parseArgs({
    args: argv,
    options: {
      dir: { type: 'string' }, until: { type: 'string' }, 'port-a': { type: 'string' }, 'port-b': { type: 'string' },
      play: flag, live: flag, signers: flag, list: flag, help: { ...flag, short: 'h' },
    },
  });
  if (values.help || values.list) return values;
  if (!values.dir) throw new UsageError('--dir is missing');
  return {
    dir: path.resolve(values.dir),
    until: values.until === undefined ? undefined : stepNumber(values.until),
    play: values.play, live: values.live, signers: values.signers,
    ports: { A: port('--port-a', values['port-a']), B: port('--port-b', values['port-b']) },
  };
}

function port(name, text = '0') {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65535) throw new UsageError(`${name}: "${text}" is not a port`);
  return number;
}

function milliseconds(text) {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`"${text}" is no number of milliseconds`);
  return Number(text);
}

/** The number of a step given by number or id. */
function stepNumber(text) {
  const number = /^\d+$/.test(text) ? Number(text) : STORY.findIndex(({ id }) => id === text) + 1;
  if (number < 1 || number > STORY.length) throw new UsageError(`there is no step "${text}": the story has ${STORY.length}, see --list`);
  return number;
}

/** One run of the program: the chains, and the commands one after the other. */
class Session {
  #options;
  #devnet;
  #queue = Promise.resolve();
  #finished = false;
  #resolveCode;
  #code = new Promise((resolve) => { this.#resolveCode = resolve; });

  constructor(options) {
    this.#options = options;
  }

  async run() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => this.#finish(0));
    process.stdout.on('error', () => this.#finish(0));
    const input = createInterface({ input: process.stdin });
    input.on('line', (line) => this.#enqueue(() => this.#command(line.trim())));
    input.on('close', () => this.#finish(0));
    this.#queue = this.#start().catch((error) => this.#fail(error));
    const code = await this.#code;
    await this.#devnet?.stop();
    return code;
  }

  async #start() {
    const { dir, ports, signers, play, until, live } = this.#options;
    mkdirSync(dir, { recursive: true });
    const started = performance.now();
    this.#devnet = await Devnet.start({ dir, ports, signers });
    this.#devnet.broken.then((message) => this.#fail(new Error(message)));
    const heights = await this.#devnet.heights();
    const chains = Object.fromEntries(this.#devnet.chains.map(({ caip2, name, rpc }) => [caip2, { name, rpc: rpc.url, height: heights[caip2] }]));
    emit('ready', { files: this.#devnet.files, chains, steps: STORY.length });
    say(`Both chains are up, everything is deployed (${seconds(started)}).\n  gateway configuration  ${this.#devnet.files.config}`);
    if (play || until !== undefined || live) await this.#play(until ?? STORY.length);
    if (live) await this.#live();
  }

  #enqueue(task) {
    this.#queue = this.#queue.then(task).catch((error) => this.#fail(error, false));
  }

  async #command(line) {
    if (line === '') return;
    const { command, until, period } = readCommand(line);
    if (command === 'exit') this.#finish(0);
    else if (command === 'play') await this.#play(until === undefined ? STORY.length : stepNumber(String(until)));
    else if (command === 'vault') await this.#playVault();
    else if (command === 'live') await this.#live(period === undefined ? undefined : milliseconds(String(period)));
    else if (command === 'pause') await this.#pause();
    else throw new UsageError(`unknown command "${line}": play [STEP], vault, live [MS], pause, exit`);
  }

  async #play(until) {
    const started = performance.now();
    await this.#devnet.play(until, async ({ n, of, id, chain, title }) => {
      emit('step', { n, of, id, chain, title, heights: await this.#devnet.heights() });
      say(`  ${String(n).padStart(2)}/${of}  ${chain.padEnd(2)}  ${title}`);
    });
    emit('played', { n: this.#devnet.played, of: STORY.length, heights: await this.#devnet.heights(), settled: this.#devnet.settledAt });
    say(`Played up to step ${this.#devnet.played} of ${STORY.length} (${seconds(started)}).`);
  }

  async #playVault() {
    if (this.#devnet.played < STORY.length) await this.#play(STORY.length);
    await this.#devnet.playVault(async ({ n, of, id, chain, title, height }) => {
      const { vault } = this.#devnet.world;
      const [hedged, erin] = [await vault.statement('hedged', height), await vault.statement('erin', height)];
      emit('vault_step', { n, of, id, chain, title, height, heights: await this.#devnet.heights(), hedged, erin });
      say(`  ${String(n).padStart(2)}/${of}  ${chain.padEnd(2)}  ${title}`);
    });
    emit('vault_played', { n: this.#devnet.playedVault, of: VAULT_STORY.length, heights: await this.#devnet.heights() });
  }

  async #live(periodMs) {
    if (this.#devnet.isLive) return;
    if (this.#devnet.played < STORY.length) await this.#play(STORY.length);
    await this.#devnet.live({ onError: (error) => this.#fail(error, false), periodMs });
    emit('live', { heights: await this.#devnet.heights() });
    say(`Live: a block every ${periodMs === undefined ? '4 s' : `${periodMs} ms`} on both chains.`);
  }

  async #pause() {
    await this.#devnet.pause();
    emit('paused', { heights: await this.#devnet.heights() });
    say('Paused.');
  }

  #finish(code) {
    this.#finished = true;
    this.#resolveCode(code);
  }

  #fail(error, fatal = true) {
    if (this.#finished) return;
    emit('error', { message: error.message, fatal });
    say(`Error: ${error.message}`);
    if (fatal) this.#finish(1);
  }
}

function readCommand(line) {
  if (!line.startsWith('{')) {
    const [command, argument] = line.split(/\s+/);
    return { command, until: argument, period: argument };
  }
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new UsageError(`not JSON: ${line} (${error.message})`);
  }
}

const seconds = (started) => `${((performance.now() - started) / 1000).toFixed(1)} s`;
