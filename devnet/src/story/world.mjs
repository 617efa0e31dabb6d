// SPDX-License-Identifier: Apache-2.0
import { parseUnits } from 'ethers';
import { ACCOUNTS } from '../accounts.mjs';
import { START_PRICES } from '../deploy-tokens.mjs';
import { ether, feedPrice, MAX } from '../units.mjs';
import { AaveDesk } from './aave-desk.mjs';
import { PerpDesk } from './perp-desk.mjs';
import { UniswapDesk } from './uniswap-desk.mjs';
import { VaultDesk } from './vault-desk.mjs';

/** What a step of the story works with: both chains, the accounts by name, and the protocols in the story's words. Steps take it apart, hence the arrows. */
export class World {
  #approved = new Set();

  /** @param {{A: object, B: object}} deployed what `deployAll` returned */
  constructor({ A, B }) {
    this.A = A;
    this.B = B;
    this.accounts = ACCOUNTS;
    this.prices = { ...START_PRICES };
    this.aave = new AaveDesk(this, A);
    this.uniswap = new UniswapDesk(this, B);
    this.perp = new PerpDesk(this, B);
    this.vault = new VaultDesk(this, B);
  }

  /** Whole tokens to base units. */
  amount(side, symbol, whole) {
    return parseUnits(String(whole), side.tokens[symbol].decimals);
  }

  /** Lets `spender` take any amount of the account's tokens; once. */
  async approve(side, who, symbol, spender) {
    const key = `${side.chain.key} ${who} ${symbol} ${spender}`;
    if (this.#approved.has(key)) return;
    this.#approved.add(key);
    await side.tokens[symbol].contract.send(this.accounts[who], 'approve', spender, MAX);
  }

  wrap = async (side, who, eth) => {
    await side.tokens.WETH.contract.sendValue(this.accounts[who], ether(eth), 'deposit');
  };

  unwrap = async (side, who, eth) => {
    await side.tokens.WETH.contract.send(this.accounts[who], 'withdraw', ether(eth));
  };

  transfer = async (side, from, to, symbol, whole) => {
    await side.tokens[symbol].contract.send(this.accounts[from], 'transfer', this.accounts[to], this.amount(side, symbol, whole));
  };

  balance(side, who, symbol) {
    return side.tokens[symbol].contract.read('balanceOf', this.accounts[who]);
  }

  /** Both chains mine a block at the same second, `seconds` after the later of the two. @returns {Promise<number[]>} the heights of both */
  jump = async (seconds) => {
    const [a, b] = await Promise.all([this.A.chain.block(), this.B.chain.block()]);
    const time = Math.max(a.timestamp, b.timestamp) + seconds;
    return Promise.all([this.A.chain.mineAt(time), this.B.chain.mineAt(time)]);
  };

  /** The keeper sets every feed on both chains, changed or not, and lets the perp's index averages see it. */
  setPrices = async (changed) => {
    Object.assign(this.prices, changed);
    const { keeper } = this.accounts;
    await Promise.all([this.A, this.B].map(async ({ feeds }) => {
      for (const [asset, feed] of Object.entries(feeds)) await feed.send(keeper, 'setAnswer', feedPrice(this.prices[asset]));
    }));
    await this.perp.updateIndex();
  };
}
