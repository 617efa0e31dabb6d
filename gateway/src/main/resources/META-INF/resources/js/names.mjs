// SPDX-License-Identifier: Apache-2.0
// What ids are called: chains by their configured names, tokens by the symbols that the portfolio's legs carry.

import { shortHex } from './format.mjs';

const KINDS = {
  SPOT: 'held', LEND: 'lent', BORROW: 'borrowed', PERP: 'perpetual', FUTURE: 'future', OPTION: 'option',
  LP_FULL: 'liquidity, full range', LP_RANGE: 'liquidity range', STAKE: 'staked', VAULT: 'vault share',
  CLAIMABLE: 'claimable', LOCKED: 'locked', MARGIN: 'margin account',
};

const ROLES = {
  PRINCIPAL: 'principal', COLLATERAL: 'collateral', DEBT: 'debt', MARGIN_CASH: 'margin cash', NOTIONAL: 'size',
  FEES_OWED: 'fees owed', REWARD: 'reward', FUNDING_ACCRUED: 'funding accrued',
};

/** An enumeration's value without its prefix, in lower case words. */
export const enumWords = (prefix, value) => value.replace(prefix, '').replaceAll('_', ' ').toLowerCase();

export const kindName = (kind) => KINDS[kind.replace('POSITION_KIND_', '')] ?? enumWords('POSITION_KIND_', kind);

export const roleName = (role) => ROLES[role.replace('LEG_ROLE_', '')] ?? enumWords('LEG_ROLE_', role);

/** "aave-v3" reads "Aave v3". */
export const protocolName = (protocol) => protocol[0].toUpperCase() + protocol.slice(1).replaceAll('-', ' ');

/** Of a venue's id: whether it is an account's own wallet, and no protocol. */
export const isWallet = (venue) => venue.includes('/wallet:');

/** All legs of positions, components included. */
export const allLegs = (legs) => legs.flatMap((leg) => [leg, ...allLegs(leg.look_through)]);

/** Nothing but the web is linked to. */
const isWeb = (url) => /^https?:\/\/[^\s"'<>\\]+$/.test(url ?? '');

const ASSET = /[a-z0-9-]{3,8}:[-_a-zA-Z0-9]{1,32}\/[-a-z0-9]{3,8}:[-.%a-zA-Z0-9/]+/g;

/** Names for one portfolio on these chains; both may be unknown yet. */
export class Names {
  #chains;
  #symbols = new Map();
  #labels = new Map();
  #explorers;

  /**
   * @param chains    ChainStatus messages
   * @param positions of the portfolio
   */
  constructor(chains, positions) {
    this.#chains = new Map(chains.map(({ chain, name }) => [chain, name]));
    this.#explorers = new Map(chains.filter(({ explorer }) => isWeb(explorer)).map(({ chain, explorer }) => [chain, explorer]));
    for (const { position_id: id, label, legs } of positions) {
      this.#labels.set(id, label);
      for (const leg of allLegs(legs)) this.#symbols.set(leg.asset, leg.symbol);
    }
  }

  chain(id) {
    return this.#chains.get(id) || id;
  }

  /**
   * Where an explorer shows something of a chain, as EIP-3091 has it; undefined when no explorer is known.
   *
   * @param kind address, block or tx
   */
  explored(chain, kind, id) {
    const base = this.#explorers.get(chain);
    return base && `${base}/${kind}/${encodeURIComponent(id)}`;
  }

  /** Chains with an explorer. */
  get explorable() {
    return [...this.#explorers.keys()];
  }

  /** "USDC on Chain A" of a CAIP-19 asset, "ETH" of "crypto:ETH". */
  asset(id) {
    const slash = id.indexOf('/');
    if (slash === -1) return id === 'fiat:USD' ? 'US dollars' : id.slice(id.indexOf(':') + 1);
    return `${this.symbol(id)} on ${this.chain(id.slice(0, slash))}`;
  }

  /** "USDC", "ETH", or a shortened address. */
  symbol(id) {
    const slash = id.indexOf('/');
    if (slash === -1) return id.slice(id.indexOf(':') + 1);
    return this.#symbols.get(id) ?? shortHex(id.slice(id.lastIndexOf(':') + 1));
  }

  /** What a gap or another message is about: a position, a chain or an asset. */
  subject(id) {
    return this.#labels.get(id) ?? (id.includes('/') || id.startsWith('crypto:') ? this.asset(id) : this.chain(id));
  }

  venue({ protocol, chain }) {
    return `${protocolName(protocol)} on ${this.chain(chain)}`;
  }

  /** A sentence with its asset ids replaced by names. */
  inText(text) {
    return text.replace(ASSET, (id) => this.asset(id));
  }

  /** "Chainlink on Chain A" of a price's source. */
  source(source) {
    const [, chain, name] = /^(.+?)\/([^:]+):/.exec(source) ?? [];
    return name === undefined ? source : `${protocolName(name)} on ${this.chain(chain)}`;
  }
}
