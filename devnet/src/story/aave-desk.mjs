// SPDX-License-Identifier: Apache-2.0
import { MAX } from '../units.mjs';

export const STABLE = 1;
export const VARIABLE = 2;
const NO_REFERRAL = 0;

/** Aave in the story's words: names of accounts and tokens, whole amounts. */
export class AaveDesk {
  constructor(world, side) {
    this.world = world;
    this.side = side;
    Object.assign(this, side.aave);
  }

  token(symbol) {
    return this.side.tokens[symbol].address;
  }

  account(name) {
    return this.world.accounts[name];
  }

  async supply(who, symbol, whole, onBehalfOf = who) {
    await this.world.approve(this.side, who, symbol, this.pool.address);
    await this.#send(who, 'supply', this.token(symbol), this.#amount(symbol, whole), this.account(onBehalfOf), NO_REFERRAL);
  }

  async withdraw(who, symbol, whole) {
    await this.#send(who, 'withdraw', this.token(symbol), this.#amount(symbol, whole), this.account(who));
  }

  async borrow(who, symbol, whole, mode = VARIABLE, onBehalfOf = who) {
    await this.#send(who, 'borrow', this.token(symbol), this.#amount(symbol, whole), mode, NO_REFERRAL, this.account(onBehalfOf));
  }

  async repay(who, symbol, whole, mode = VARIABLE) {
    await this.world.approve(this.side, who, symbol, this.pool.address);
    await this.#send(who, 'repay', this.token(symbol), this.#amount(symbol, whole), mode, this.account(who));
  }

  async repayWithATokens(who, symbol, whole) {
    await this.#send(who, 'repayWithATokens', this.token(symbol), this.#amount(symbol, whole), VARIABLE);
  }

  async swapToVariable(who, symbol) {
    await this.#send(who, 'swapBorrowRateMode', this.token(symbol), STABLE);
  }

  async useAsCollateral(who, symbol, use) {
    await this.#send(who, 'setUserUseReserveAsCollateral', this.token(symbol), use);
  }

  async approveDelegation(who, symbol, delegatee, whole) {
    await this.reserves[symbol].variableDebt.send(this.account(who), 'approveDelegation', this.account(delegatee), this.#amount(symbol, whole));
  }

  async sendATokens(from, to, symbol, whole) {
    await this.reserves[symbol].aToken.send(this.account(from), 'transfer', this.account(to), this.#amount(symbol, whole));
  }

  /** @param {number|'max'} whole of the debt; 'max': as much as the protocol allows */
  async liquidate(liquidator, victim, { collateral, debt, whole, takeATokens }) {
    await this.world.approve(this.side, liquidator, debt, this.pool.address);
    await this.#send(liquidator, 'liquidationCall', this.token(collateral), this.token(debt), this.account(victim), this.#amount(debt, whole), takeATokens);
  }

  async flashLoan(who, symbol, whole) {
    await this.#send(who, 'flashLoanSimple', this.flashBorrower.address, this.token(symbol), this.#amount(symbol, whole), '0x', NO_REFERRAL);
  }

  async mintToTreasury(who) {
    await this.#send(who, 'mintToTreasury', Object.keys(this.reserves).map((symbol) => this.token(symbol)));
  }

  async enterEMode(who, category) {
    await this.#send(who, 'setUserEMode', category);
  }

  /** The protocol's own view of an account in a reserve. */
  async userReserve(who, symbol) {
    const [aTokens, stableDebt, variableDebt, , scaledVariableDebt, , , , isCollateral] =
      await this.dataProvider.read('getUserReserveData', this.token(symbol), this.account(who));
    return { aTokens, stableDebt, variableDebt, scaledVariableDebt, isCollateral };
  }

  /** Totals in USD with 8 decimals, health factor with 18. */
  async userAccount(who) {
    const [collateral, debt, , , , healthFactor] = await this.pool.read('getUserAccountData', this.account(who));
    return { collateral, debt, healthFactor };
  }

  #amount(symbol, whole) {
    return whole === 'max' ? MAX : this.world.amount(this.side, symbol, whole);
  }

  #send(who, method, ...args) {
    return this.pool.send(this.account(who), method, ...args);
  }
}
