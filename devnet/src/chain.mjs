// SPDX-License-Identifier: Apache-2.0
import { AbiCoder, Interface } from 'ethers';
import { quantity } from './rpc.mjs';

const GAS_LIMIT = 15_000_000n;
const MAX_FEE_PER_GAS = 2_000_000_000n; // wei; fixed, so that nothing depends on the node's fee estimate

/** A transaction that was mined with status 0. */
export class Reverted extends Error {
  constructor(what, chain, reason, hash) {
    super(`${what} reverted on ${chain}: ${reason} (transaction ${hash})`);
    this.name = 'Reverted';
    this.reason = reason;
    this.hash = hash;
  }
}

/** One local chain: transactions of unlocked accounts, one after the other, one block each, and its clock. */
export class Chain {
  #clocked = false;
  #waiting = [];

  /** @param {{key: 'A'|'B', name: string, chainId: number, rpc: import('./rpc.mjs').Rpc}} options */
  constructor({ key, name, chainId, rpc }) {
    Object.assign(this, { key, name, chainId, rpc, caip2: `eip155:${chainId}` });
  }

  /** Sends a transaction, waits until it is mined and returns the receipt. @throws {Reverted} */
  async transact({ from, to, data, value = 0n }, what) {
    const receipt = this.#clocked
      ? await this.#awaitTick(await this.submit({ from, to, data, value }))
      : await this.rpc.call('eth_sendTransactionSync', [this.#request({ from, to, data, value })]);
    if (receipt.status !== '0x1') throw new Reverted(what, this.name, await this.#reason(receipt), receipt.transactionHash);
    return receipt;
  }

  /** Puts a transaction into the pool without waiting; returns its hash. */
  submit({ from, to, data, value = 0n }) {
    return this.rpc.call('eth_sendTransaction', [this.#request({ from, to, data, value })]);
  }

  /** @returns {Promise<Contract>} the deployed contract */
  async deploy(from, artifact, args = []) {
    const contract = new Interface(artifact.abi);
    const data = artifact.bytecode + contract.encodeDeploy(args).slice(2);
    const receipt = await this.transact({ from, data }, `deploying ${artifact.name}`);
    return new Contract(this, receipt.contractAddress, contract, artifact.name);
  }

  contractAt(artifact, address) {
    return new Contract(this, address, new Interface(artifact.abi), artifact.name);
  }

  async height() {
    return Number(await this.rpc.call('eth_blockNumber'));
  }

  /** @param {number|string} at height or tag @returns {Promise<{number: number, hash: string, timestamp: number}>} */
  async block(at = 'latest') {
    const block = await this.rpc.call('eth_getBlockByNumber', [blockTag(at), false]);
    return { number: Number(block.number), hash: block.hash, timestamp: Number(block.timestamp) };
  }

  /** Mines one block at exactly this unix second and returns its height; following blocks count on from there, one second each. */
  async mineAt(timestamp) {
    await this.rpc.call('evm_setNextBlockTimestamp', [timestamp]);
    const [{ number }] = await this.rpc.call('evm_mine_detailed', []);
    return Number(number);
  }

  async mine(blocks) {
    await this.rpc.call('anvil_mine', [quantity(blocks)]);
  }

  /** Clocked: only `tick` mines, and `transact` waits for it. Otherwise every transaction makes a block at once. */
  async setClocked(on) {
    await this.rpc.call('evm_setAutomine', [!on]);
    this.#clocked = on;
  }

  /** Mines one block at this unix second and tells those who wait for a receipt. */
  async tick(timestamp) {
    await this.mineAt(timestamp);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const entry of waiting) {
      try {
        const receipt = await this.receipt(entry.hash);
        if (receipt) entry.resolve(receipt);
        else this.#waiting.push(entry);
      } catch (error) {
        entry.reject(error);
      }
    }
  }

  receipt(hash) {
    return this.rpc.call('eth_getTransactionReceipt', [hash]);
  }

  #awaitTick(hash) {
    return new Promise((resolve, reject) => { this.#waiting.push({ hash, resolve, reject }); });
  }

  #request({ from, to, data, value }) {
    return { from, to, data, value: quantity(value), gas: quantity(GAS_LIMIT), maxFeePerGas: quantity(MAX_FEE_PER_GAS), maxPriorityFeePerGas: '0x0' };
  }

  async #reason({ transactionHash }) {
    const trace = await this.rpc.call('debug_traceTransaction', [transactionHash, { tracer: 'callTracer' }]);
    return revertReason(trace.output ?? '0x') ?? trace.error ?? 'no reason given';
  }
}

/** A contract at an address: `send` changes state and returns the receipt, `read` returns the decoded answer. */
export class Contract {
  constructor(chain, address, contract, name) {
    Object.assign(this, { chain, address: address.toLowerCase(), interface: contract, name });
  }

  send(from, method, ...args) {
    return this.sendValue(from, 0n, method, ...args);
  }

  sendValue(from, value, method, ...args) {
    const data = this.interface.encodeFunctionData(method, args);
    return this.chain.transact({ from, to: this.address, data, value }, `${this.name}.${method}`);
  }

  submit(from, method, ...args) {
    return this.chain.submit({ from, to: this.address, data: this.interface.encodeFunctionData(method, args) });
  }

  /** The single return value, or a Result when there are several. */
  read(method, ...args) {
    return this.readAs(undefined, method, ...args);
  }

  /** `read` with a caller, for functions that look at `msg.sender`. */
  readAs(from, method, ...args) {
    return this.readAt('latest', from, method, ...args);
  }

  /** `readAs` with the state and the time of a block: its height or a tag. */
  async readAt(block, from, method, ...args) {
    const data = this.interface.encodeFunctionData(method, args);
    const answer = await this.chain.rpc.call('eth_call', [{ from, to: this.address, data }, blockTag(block)]);
    const result = this.interface.decodeFunctionResult(method, answer);
    return result.length === 1 ? result[0] : result;
  }

  /** The events called `name` that this contract emitted in a receipt, decoded. */
  events(receipt, name) {
    const topic = this.interface.getEvent(name).topicHash;
    return receipt.logs
      .filter((log) => log.address.toLowerCase() === this.address && log.topics[0] === topic)
      .map((log) => this.interface.parseLog(log).args);
  }
}

const blockTag = (at) => (typeof at === 'number' ? quantity(at) : at);

function revertReason(output) {
  if (output.startsWith('0x08c379a0')) return AbiCoder.defaultAbiCoder().decode(['string'], `0x${output.slice(10)}`)[0];
  if (output.startsWith('0x4e487b71')) return `panic ${AbiCoder.defaultAbiCoder().decode(['uint256'], `0x${output.slice(10)}`)[0]}`;
  return output.length > 2 ? `error ${output}` : undefined;
}
