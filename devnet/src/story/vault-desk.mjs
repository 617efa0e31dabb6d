// SPDX-License-Identifier: Apache-2.0
import { formatEther, formatUnits, keccak256 } from 'ethers';
import { digest, leaf, packRows, packWord, quorum, report, STATUS } from '../oracle-report.mjs';
import { RpcError } from '../rpc.mjs';
import { usdc } from '../units.mjs';

/** What `MarginBenefit.BenefitStatus` numbers. */
const BENEFIT = ['NotNeeded', 'NotFresh', 'Uncovered', 'Outdated', 'NoBenefit', 'AboveCap', 'TooFast', 'Granted'];
const NO_SALT = `0x${'00'.repeat(16)}`;

/** The example vault in the story's words: names of accounts, whole WETH and USDC. Reports for it are signed by the development signer set. */
export class VaultDesk {
  constructor(world, side) {
    this.world = world;
    this.side = side;
    this.oracle = side.riskOracle;
    Object.assign(this, side.vault);
  }

  account(name) {
    return this.world.accounts[name];
  }

  async deposit(who, weth) {
    await this.world.approve(this.side, who, 'WETH', this.address);
    await this.#send(who, 'deposit', this.#weth(weth));
  }

  async borrow(who, amount) {
    await this.#send(who, 'borrow', usdc(amount));
  }

  /** Borrows with a report of one's own, which nobody has published. */
  async borrowWith(who, amount, signed) {
    await this.#send(who, 'borrowWith', usdc(amount), signed);
  }

  async withdraw(who, weth) {
    await this.#send(who, 'withdraw', this.#weth(weth));
  }

  async repay(who, most) {
    await this.world.approve(this.side, who, 'USDC', this.address);
    await this.#send(who, 'repay', this.account(who), usdc(most));
  }

  async liquidate(liquidator, victim, repayment) {
    await this.world.approve(this.side, liquidator, 'USDC', this.address);
    await this.#send(liquidator, 'liquidate', this.account(victim), usdc(repayment));
  }

  /** The error that a call would end with, by its name and arguments; undefined if it would not. */
  async refusal(who, method, ...args) {
    try {
      await this.contract.readAs(this.account(who), method, ...args);
      return undefined;
    } catch (error) {
      const parsed = error instanceof RpcError && typeof error.data === 'string' ? this.contract.interface.parseError(error.data) : null;
      if (!parsed) throw error;
      const { name, args: values } = parsed;
      return name === 'UnderMargin' ? { name, equity: values[0], margin: values[1], benefit: BENEFIT[Number(values[2])] } : { name };
    }
  }

  borrowingRefusal(who, amount) {
    return this.refusal(who, 'borrow', usdc(amount));
  }

  liquidationRefusal(liquidator, victim, repayment) {
    return this.refusal(liquidator, 'liquidate', this.account(victim), usdc(repayment));
  }

  /** 1e-6 USD, but for the collateral in base units. */
  async position(who) {
    const [collateral, debt] = await this.contract.read('accounts', this.account(who));
    const { collateralUsd, standAloneUsd, maintenanceUsd } = await this.contract.read('positionOf', this.account(who));
    return { collateral, debt, collateralUsd, standAlone: standAloneUsd, maintenance: maintenanceUsd };
  }

  /** The margin that is required now, 1e-6 USD, and why. */
  async margin(who) {
    const { benefit, marginUsd, benefitBps, status, word } = await this.contract.read('marginOf', this.account(who));
    return { benefit: BENEFIT[Number(benefit)], margin: marginUsd, benefitBps: Number(benefitBps), status: STATUS[Number(status)], word };
  }

  /** What the vault says of an account now, for whoever shows it: decimal strings, USD and WETH. */
  async statement(who) {
    const { collateral, debt, collateralUsd, standAlone, maintenance } = await this.position(who);
    const { benefit, margin, status } = await this.margin(who);
    const refused = await this.borrowingRefusal(who, collateralUsd > debt + margin ? formatUnits(collateralUsd - debt - margin + 1n, 6) : 1);
    return {
      account: this.account(who), collateral_weth: formatEther(collateral), collateral_usd: formatUnits(collateralUsd, 6), debt_usd: formatUnits(debt, 6),
      stand_alone_usd: formatUnits(standAlone, 6), maintenance_usd: formatUnits(maintenance, 6), required_usd: formatUnits(margin, 6),
      report: status, benefit, refuses_more: refused?.name ?? null,
    };
  }

  /** Publishes margins for readers of stored words, observed at the newest block. @param {Record<string, number>} margins whole USD by account @param {object} quality coverage, flags */
  async publish(margins, quality = {}) {
    const { timestamp: observedAt } = await this.side.chain.block();
    const rows = Object.entries(margins).map(([who, margin]) => [this.account(who), packWord({ margin: usdc(margin), observedAt, ...quality })]);
    const bytes = packRows(rows);
    const unsigned = report({ streamId: this.rowsStream, epoch: await this.#nextEpoch(this.rowsStream), observedAt, root: keccak256(bytes), leafCount: rows.length });
    await this.oracle.send(this.account('keeper'), 'storeSigned', unsigned, bytes, this.#sign(unsigned));
  }

  /** A margin signed for pulling, observed at the newest block; nothing is published. */
  async signed(who, margin) {
    const { timestamp: observedAt } = await this.side.chain.block();
    const word = packWord({ margin: usdc(margin), observedAt });
    const unsigned = report({ streamId: this.rootStream, epoch: await this.#nextEpoch(this.rootStream), observedAt, root: leaf(this.account(who), word) });
    return { report: unsigned, quorum: this.#sign(unsigned), word, salt: NO_SALT, proof: [] };
  }

  async halt() {
    await this.oracle.send(this.account('guardian'), 'halt', this.rowsStream, keccak256('0x'));
  }

  async resume() {
    await this.oracle.send(this.account('keeper'), 'resume', this.rowsStream, await this.#nextEpoch(this.rowsStream));
  }

  async #nextEpoch(streamId) {
    const [epoch] = await this.oracle.read('head', streamId);
    return epoch + 1n;
  }

  #sign(unsigned) {
    return quorum(digest(unsigned, this.side.chain.chainId, this.oracle.address));
  }

  #weth(amount) {
    return this.world.amount(this.side, 'WETH', amount);
  }

  #send(who, method, ...args) {
    return this.contract.send(this.account(who), method, ...args);
  }
}
