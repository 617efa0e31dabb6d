// SPDX-License-Identifier: Apache-2.0
import { formatEther, formatUnits } from 'ethers';
import { RpcError } from '../rpc.mjs';
import { accountId, usdc } from '../units.mjs';

/** What `MarginBenefit.BenefitStatus` numbers. */
const BENEFIT = ['NotNeeded', 'NotFresh', 'Uncovered', 'Outdated', 'NoBenefit', 'AboveCap', 'TooFast', 'Granted'];
/** What `ISetoffRiskOracle.Status` numbers. */
const STATUS = ['Unknown', 'Fresh', 'Stale', 'Expired', 'Future', 'Halted', 'Tombstoned', 'Flagged'];
/** Where a word says when it was observed, unix seconds. */
const OBSERVED_SHIFT = 24n;
const OBSERVED_BITS = 40;

/** The example vault in the story's words: names of accounts, whole WETH and USDC. What it says is asked at a block, the newest if none is named. */
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
    return this.#send(who, 'deposit', this.#weth(weth));
  }

  borrow(who, amount) {
    return this.#send(who, 'borrow', usdc(amount));
  }

  withdraw(who, weth) {
    return this.#send(who, 'withdraw', this.#weth(weth));
  }

  async repay(payer, most, who = payer) {
    await this.world.approve(this.side, payer, 'USDC', this.address);
    return this.#send(payer, 'repay', this.account(who), usdc(most));
  }

  async liquidate(liquidator, victim, repayment) {
    await this.world.approve(this.side, liquidator, 'USDC', this.address);
    return this.#send(liquidator, 'liquidate', this.account(victim), usdc(repayment));
  }

  borrowingRefusal(who, amount, block) {
    return this.#refusal(block, who, 'borrow', usdc(amount));
  }

  liquidationRefusal(liquidator, victim, repayment) {
    return this.#refusal('latest', liquidator, 'liquidate', this.account(victim), usdc(repayment));
  }

  /** 1e-6 USD, but for the collateral in base units. */
  async position(who, block) {
    const [collateral, debt] = await this.#read(block, 'accounts', this.account(who));
    const { collateralUsd, standAloneUsd, maintenanceUsd } = await this.#read(block, 'positionOf', this.account(who));
    return { collateral, debt, collateralUsd, standAlone: standAloneUsd, maintenance: maintenanceUsd };
  }

  /** The margin that is required, 1e-6 USD, and why. */
  async margin(who, block) {
    const { benefit, marginUsd, benefitBps, status } = await this.#read(block, 'marginOf', this.account(who));
    return { benefit: BENEFIT[Number(benefit)], margin: marginUsd, benefitBps: Number(benefitBps), status: STATUS[Number(status)] };
  }

  /** The report that the oracle has stored for the account: its epoch, its margin in 1e-6 USD, and its age in seconds by the block's time. */
  async report(who, block = 'latest') {
    const maxAge = await this.contract.read('maxReportAge');
    const [, word, epoch] = await this.oracle.readAt(block, undefined, 'latest', this.rowsStream, accountId(this.account(who)), maxAge);
    const { timestamp } = await this.side.chain.block(block);
    return { epoch: Number(epoch), margin: BigInt.asUintN(64, word >> 64n), age: timestamp - Number(BigInt.asUintN(OBSERVED_BITS, word >> OBSERVED_SHIFT)) };
  }

  /** What the vault says of an account, for whoever shows it: decimal strings, USD and WETH. */
  async statement(who, block) {
    const { collateral, debt, collateralUsd, standAlone, maintenance } = await this.position(who, block);
    const { benefit, margin, status } = await this.margin(who, block);
    const { epoch, margin: reported, age } = await this.report(who, block);
    const refused = await this.borrowingRefusal(who, collateralUsd > debt + margin ? formatUnits(collateralUsd - debt - margin + 1n, 6) : 1, block);
    return {
      account: this.account(who), collateral_weth: formatEther(collateral), collateral_usd: formatUnits(collateralUsd, 6), debt_usd: formatUnits(debt, 6),
      stand_alone_usd: formatUnits(standAlone, 6), maintenance_usd: formatUnits(maintenance, 6), required_usd: formatUnits(margin, 6),
      report: status, epoch, reported_usd: formatUnits(reported, 6), age_seconds: age, benefit, refuses_more: refused?.name ?? null,
    };
  }

  /** The error that a call would end with, by its name and arguments; undefined if it would not. */
  async #refusal(block = 'latest', who, method, ...args) {
    try {
      await this.contract.readAt(block, this.account(who), method, ...args);
      return undefined;
    } catch (error) {
      const parsed = error instanceof RpcError && typeof error.data === 'string' ? this.contract.interface.parseError(error.data) : null;
      if (!parsed) throw error;
      const { name, args: values } = parsed;
      return name === 'UnderMargin' ? { name, equity: values[0], margin: values[1], benefit: BENEFIT[Number(values[2])] } : { name };
    }
  }

  #weth(amount) {
    return this.world.amount(this.side, 'WETH', amount);
  }

  #read(block = 'latest', method, ...args) {
    return this.contract.readAt(block, undefined, method, ...args);
  }

  #send(who, method, ...args) {
    return this.contract.send(this.account(who), method, ...args);
  }
}
