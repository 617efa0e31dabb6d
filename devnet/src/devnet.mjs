// SPDX-License-Identifier: Apache-2.0
import path from 'node:path';
import { ACCOUNT_COUNT } from './accounts.mjs';
import { startAnvil } from './anvil.mjs';
import { Chain } from './chain.mjs';
import { writeConfig } from './config.mjs';
import { deployAll, GENESIS_TIME } from './deploy.mjs';
import { Live } from './live.mjs';
import { Rpc } from './rpc.mjs';
import { STORY } from './story/index.mjs';
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

  constructor({ nodes, world, files }) {
    this.#nodes = nodes;
    this.world = world;
    this.files = files;
    this.played = 0;
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
   * @param {{dir: string, ports?: {A?: number, B?: number}}} options ports: 0 or absent for free ones
   */
  static async start({ dir, ports = {} }) {
    const started = await Promise.allSettled(CHAINS.map((options) => startNode(options, dir, ports[options.key])));
    const nodes = started.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
    try {
      const failed = started.find(({ status }) => status === 'rejected');
      if (failed) throw failed.reason;
      const [A, B] = nodes.map(({ chain }) => chain);
      const deployed = await deployAll({ A, B });
      return new Devnet({ nodes, world: new World(deployed), files: writeConfig(dir, deployed) });
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
    if (this.isLive) throw new Error('the chains are live: pause first');
    while (this.played < until) {
      const { id, chain, title, run } = STORY[this.played];
      const n = this.played + 1;
      try {
        await run(this.world);
      } catch (cause) {
        throw new Error(`step ${n} of ${STORY.length} (${title}) failed: ${cause.message}`, { cause });
      }
      this.played = n;
      await onStep({ n, of: STORY.length, id, chain, title });
    }
  }

  /**
   * One block a second on both chains, at the same second, with moving prices and small trades, until `pause`.
   * @param {{onTick?: Function, onError?: (error: Error) => void, periodMs?: number}} options onError: a price or trade that
   *        failed, the chains go on; periodMs: real time between blocks, whose own times are a second apart in any case
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
