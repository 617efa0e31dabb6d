// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { ACCOUNT_COUNT, SIGNERS } from './accounts.mjs';
import { freePorts } from './ports.mjs';
import { startAnvil } from './anvil.mjs';
import { Chain } from './chain.mjs';
import { writeConfig } from './config.mjs';
import { deployAll, GENESIS_TIME } from './deploy.mjs';
import { Live } from './live.mjs';
import { Rpc } from './rpc.mjs';
import { STORY } from './story/index.mjs';
import { VAULT_STORY } from './story/steps-vault.mjs';
import { World } from './story/world.mjs';

const CHAINS = [
  { key: 'A', name: 'Chain A', chainId: 31337 },
  { key: 'B', name: 'Chain B', chainId: 31338 },
];

/** Two running chains with everything deployed, and how far their story has been told. */
export class Devnet {
  #nodes;
  #stopped;
  #live;

  /** Unix second from which on the whole story is final on both chains; undefined before its end. */
  settledAt;

  constructor({ nodes, world, files }) {
    this.#nodes = nodes;
    this.world = world;
    this.files = files;
    this.played = 0;
    this.playedVault = 0;
    this.isLive = false;
    /** Resolves with a message when a node ends although nobody stopped it; never otherwise. */
    this.broken = new Promise((resolve) => {
      for (const { chain, node } of nodes) {
        node.exited.then((code) => { if (!this.#stopped) resolve(`the node of ${chain.name} ended with code ${code}`); });
      }
    });
  }

  /**
   * Starts both nodes, deploys, and writes deployment.json, setoff.yaml and keys.json.
   * @param {{dir: string, ports?: {A?: number, B?: number}, signers?: boolean}} options ports: 0 or absent for free ones;
   *        signers: as processes of their own, with a configuration file each
   */
  static async start({ dir, ports = {}, signers = false }) {
    const started = await Promise.allSettled(CHAINS.map((options) => startNode(options, dir, ports[options.key])));
    const nodes = started.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
    try {
      const failed = started.find(({ status }) => status === 'rejected');
      if (failed) throw failed.reason;
      const [A, B] = nodes.map(({ chain }) => chain);
      const deployed = await deployAll({ A, B });
      const signerPorts = signers ? await freePorts(SIGNERS.length) : [];
      return new Devnet({ nodes, world: new World(deployed), files: writeConfig(dir, deployed, signerPorts) });
    } catch (error) {
      await stopNodes(nodes);
      throw error;
    }
  }

  get chains() {
    return this.#nodes.map(({ chain }) => chain);
  }

  /** The running nodes: port, pid, supervisorPid. */
  get nodes() {
    return this.#nodes.map(({ node }) => node);
  }

  /** Newest block of each chain, by CAIP-2 id. */
  async heights() {
    return Object.fromEntries(await Promise.all(this.chains.map(async (chain) => [chain.caip2, await chain.height()])));
  }

  /**
   * Tells the story from where it is up to and including step `until`; nothing if that has been told.
   * @param {number} until from 1
   * @param {(step: {n: number, of: number, id: string, chain: string, title: string}) => unknown} onStep awaited after every step
   */
  async play(until = STORY.length, onStep = () => {}) {
    while (this.played < until) {
      const { outcome, ...step } = await this.#tell(STORY, this.played);
      this.played = step.n;
      if (step.n === STORY.length) this.settledAt = outcome;
      await onStep(step);
    }
  }

  /**
   * Tells what the example vault does with the reports of the risk oracle, after the story, from where that is up to its end. Somebody has to publish them.
   * @param {(step: object) => unknown} onStep as that of `play`, with the `height` on chain B at which the step is done
   */
  async playVault(onStep = () => {}) {
    if (this.played < STORY.length) throw new Error('the story has to be played first');
    while (this.playedVault < VAULT_STORY.length) {
      const { outcome: height = await this.world.B.chain.height(), ...step } = await this.#tell(VAULT_STORY, this.playedVault);
      this.playedVault = step.n;
      await onStep({ ...step, height });
    }
  }

  /** Runs one step and describes it, with what it returned. */
  async #tell(steps, index) {
    if (this.isLive) throw new Error('the chains are live: pause first');
    const { id, chain, title, run } = steps[index];
    const [n, of] = [index + 1, steps.length];
    try {
      return { n, of, id, chain, title, outcome: await run(this.world) };
    } catch (cause) {
      throw new Error(`step ${n} of ${of} (${title}) failed: ${cause.message}`, { cause });
    }
  }

  /**
   * One block every four seconds on both chains, at the same second, with moving prices and small trades, until `pause`.
   * @param {{onTick?: Function, onError?: (error: Error) => void, periodMs?: number}} options onError: a price or trade that
   *        failed, the chains go on; periodMs: real time between blocks, whose own times are four seconds apart in any case
   */
  async live(options = {}) {
    if (this.isLive) return;
    if (this.played < STORY.length) throw new Error('the story has to be played first');
    this.#live ??= new Live(this.world);
    this.isLive = true;
    await this.#live.start(options);
  }

  async pause() {
    if (!this.isLive) return;
    await this.#live.stop();
    this.isLive = false;
  }

  /** Ends both nodes; safe to call again. */
  stop() {
    this.#stopped ??= (async () => {
      this.#live?.abandon();
      await stopNodes(this.#nodes);
    })();
    return this.#stopped;
  }
}

async function startNode({ key, name, chainId }, dir, port) {
  const homeDir = path.join(dir, `anvil-${key.toLowerCase()}`);
  const node = await startAnvil({ chainId, genesisTime: GENESIS_TIME, accounts: ACCOUNT_COUNT, port, homeDir }).catch((cause) => {
    throw new Error(`${name}: ${cause.message}`, { cause });
  });
  return { node, chain: new Chain({ key, name, chainId, rpc: new Rpc(node.url) }) };
}

async function stopNodes(nodes) {
  await Promise.all(nodes.map(async ({ node, chain }) => {
    chain.rpc.close();
    await node.stop();
  }));
}
