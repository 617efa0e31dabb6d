// SPDX-License-Identifier: Apache-2.0
// Plays random steps on a market of Aave v3.6 and compares what the gateway says of every account with balanceOf, to the base unit.
//
//     node run.mjs [STEPS] [SEED]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAnvil } from '../src/anvil.mjs';
import { Chain, Reverted } from '../src/chain.mjs';
import { mulberry32 } from '../src/random.mjs';
import { Rpc } from '../src/rpc.mjs';
import { deployMarket, RESERVES } from './market.mjs';

const SETOFF = fileURLToPath(new URL('../../setoff', import.meta.url));
const CHAIN_ID = 31337;
const GENESIS = 1_790_000_000;
const ACCOUNTS = 6;
const STEPS_PER_LOOK = 8;
const BLOCKS_BEFORE = 300; // what is read is read near the head
const MAX = 2n ** 256n - 1n;

const steps = Number(process.argv[2] ?? 240);
const seed = Number(process.argv[3] ?? 36);
const random = mulberry32(seed);
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
/** An odd number of base units: rounding shows in the last ones. */
const amount = (decimals, whole) => BigInt(1 + below(whole)) * 10n ** BigInt(decimals) + BigInt(below(2 ** 31)) * 10n ** BigInt(Math.max(0, decimals - 10)) + BigInt(below(1000));

const folder = mkdtempSync(path.join(tmpdir(), 'setoff-aave-'));
const anvil = await startAnvil({ chainId: CHAIN_ID, genesisTime: GENESIS, accounts: ACCOUNTS + 1, homeDir: folder });
let gateway;
try {
  const chain = new Chain({ key: 'A', name: 'Aave 3.6', chainId: CHAIN_ID, rpc: new Rpc(anvil.url) });
  const [admin, ...accounts] = (await chain.rpc.call('eth_accounts')).map((account) => account.toLowerCase());
  const market = await deployMarket(chain, admin);
  for (const account of accounts) {
    for (const [symbol, { decimals }] of Object.entries(RESERVES)) {
      const { token } = market.reserves[symbol];
      await token.send(admin, 'mint', account, 10n ** BigInt(decimals + 9));
      await token.send(account, 'approve', market.pool.address, MAX);
    }
  }
  await chain.mine(BLOCKS_BEFORE);
  gateway = await startGateway(chain, market, accounts);
  const played = await play(chain, market, accounts);
  const { reconciliation } = (await gateway.get('v1/venues')).chains[0];
  console.log(`Aave 3.6, seed ${seed}: ${JSON.stringify(played)}; comparisons of the gateway itself: ${reconciliation.accounts}, differing ${reconciliation.mismatches}`);
  if (played.differing > 0 || played.incomplete > 0 || reconciliation.mismatches !== '0') process.exitCode = 1;
} finally {
  await gateway?.stop();
  await anvil.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function play(chain, market, accounts) {
  const counts = { steps: 0, refused: 0, looks: 0, balances: 0, differing: 0, incomplete: 0, liquidations: 0 };
  for (let i = 1; i <= steps; i++) {
    try {
      await step(chain, market, accounts, counts, i);
      counts.steps++;
    } catch (error) {
      if (!(error instanceof Reverted)) throw error;
      counts.refused++;
    }
    if (i % STEPS_PER_LOOK === 0) await look(chain, market, accounts, counts);
  }
  return counts;
}

async function step(chain, { pool, reserves }, accounts, counts, number) {
  const account = pick(accounts);
  const symbol = pick(Object.keys(RESERVES));
  const { decimals } = RESERVES[symbol];
  const { token, aToken, feed } = reserves[symbol];
  const some = amount(decimals, symbol === 'WETH' ? 30 : 40_000);
  const kind = number <= 2 * accounts.length ? 0 : below(8);
  const { timestamp } = await chain.block();
  if (below(3) === 0) await chain.mineAt(timestamp + 1 + below(3 * 86_400));
  if (kind <= 1) return pool.send(account, 'supply', token.address, some, below(4) === 0 ? pick(accounts) : account, 0);
  if (kind === 2) return pool.send(account, 'withdraw', token.address, below(6) === 0 ? MAX : some, account);
  if (kind === 3) return pool.send(account, 'borrow', token.address, some / 3n, 2, 0, account);
  if (kind === 4) return pool.send(account, 'borrow', token.address, await nearlyAll(pool, account, symbol), 2, 0, account);
  if (kind === 5) return pool.send(account, 'repay', token.address, below(6) === 0 ? MAX : some / 5n, 2, account);
  if (kind === 6) return aToken.send(account, 'transfer', pick(accounts), some / 7n);
  return liquidate({ pool, reserves, feed: reserves.WETH.feed }, accounts, counts);
}

/** Most of what an account may borrow: a fall of the price then makes it unhealthy. */
async function nearlyAll(pool, account, symbol) {
  const { decimals, price } = RESERVES[symbol];
  const available = (await pool.read('getUserAccountData', account))[2];
  return available * 10n ** BigInt(decimals) * BigInt(70 + below(29)) / (100n * price) + 1n;
}

/** A fall of the price for as long as it takes to liquidate somebody. */
async function liquidate({ pool, reserves, feed }, accounts, counts) {
  const [from, other] = [accounts[0], accounts];
  const owner = await feed.read('owner');
  const before = RESERVES.WETH.price;
  await feed.send(owner, 'setAnswer', pick([0n, 1n]) === 0n ? before * 2n / 5n : before * 5n / 2n);
  try {
    for (const victim of other.slice(1)) {
      const health = (await pool.read('getUserAccountData', victim))[5];
      if (health >= 10n ** 18n) continue;
      for (const [debt, collateral] of [['USDC', 'WETH'], ['WETH', 'USDC']]) {
        try {
          await pool.send(from, 'liquidationCall', reserves[collateral].token.address, reserves[debt].token.address, victim,
            amount(RESERVES[debt].decimals, debt === 'WETH' ? 3 : 9000), below(2) === 0);
          counts.liquidations++;
        } catch (error) {
          if (!(error instanceof Reverted)) throw error;
        }
      }
    }
  } finally {
    await feed.send(owner, 'setAnswer', before);
  }
}

/** Every balance of every account, at the newest block. */
async function look(chain, { reserves }, accounts, counts) {
  const { number } = await chain.block();
  await gateway.indexed(number);
  counts.looks++;
  for (const account of accounts) {
    const { portfolio } = await gateway.get(`v1/portfolios/${account}`);
    if (!portfolio.complete) {
      counts.incomplete++;
      console.log(`${account} at ${number} is incomplete: ${JSON.stringify([portfolio.gaps, portfolio.positions.flatMap(({ gaps }) => gaps)])}`);
    }
    for (const [symbol, { token, aToken, debt }] of Object.entries(reserves)) {
      for (const [contract, kind, sign] of [[aToken, 'LEND', 1n], [debt, 'BORROW', -1n]]) {
        const there = sign * await contract.readAt(number, undefined, 'balanceOf', account);
        const legs = portfolio.positions.filter((position) => position.kind === `POSITION_KIND_${kind}`)
          .flatMap((position) => position.legs).filter((leg) => leg.asset.endsWith(`erc20:${token.address}`));
        const here = legs.reduce((sum, leg) => sum + BigInt(leg.amount.units), 0n);
        counts.balances++;
        if (here === there) continue;
        counts.differing++;
        console.log(`${kind} of ${symbol} of ${account} at ${number}: ${here} here, ${there} by the contract`);
      }
    }
  }
}

async function startGateway(chain, { pool, configurator, reserves }, accounts) {
  const config = path.join(folder, 'setoff.yaml');
  writeFileSync(config, `http: { port: 0 }
grpc: { port: 0 }
store: { path: data }
chains:
  - { id: "${chain.caip2}", name: Aave 3.6, rpc: ["${chain.rpc.url}"], poll_interval: 50ms, stale_after: 1h, stalled_after: 1h, safe_depth: 1, finalized_depth: 2, reconcile_interval: 200ms, native: { symbol: ETH, edge: NATIVE_WRAP, to: "crypto:ETH" } }
tokens:
  - { chain: "${chain.caip2}", address: "${reserves.WETH.token.address}", symbol: WETH, edge: NATIVE_WRAP, to: "crypto:ETH" }
  - { chain: "${chain.caip2}", address: "${reserves.USDC.token.address}", symbol: USDC, edge: PEG, to: "fiat:USD" }
protocols:
  - { family: aave-v3, chain: "${chain.caip2}", name: core, pool: "${pool.address}", configurator: "${configurator.address}" }
prices:
  - { underlying: "crypto:ETH", chain: "${chain.caip2}", feed: "${reserves.WETH.feed.address}", heartbeat: 9999d, max_jump: 0.9, max_pause: 99d }
  - { underlying: "eip155:${CHAIN_ID}/erc20:${reserves.USDC.token.address}", chain: "${chain.caip2}", feed: "${reserves.USDC.feed.address}", heartbeat: 9999d, max_pause: 99d }
accounts:
${accounts.map((account) => `  - { address: "${account}" }`).join('\n')}
`);
  const child = spawn(SETOFF, ['run', '--config', config, '--stop-with-stdin'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => { child.once('exit', resolve); });
  let output = '';
  const url = await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output = (output + chunk).slice(-4000);
      const found = /the page is at (http:\/\/[^/\s]+)\//.exec(output);
      if (found) resolve(found[1]);
    });
    exited.then((code) => reject(new Error(`the gateway ended with code ${code}: ${output}`)));
  });
  const get = async (what) => {
    const response = await fetch(`${url}/${what}`);
    if (!response.ok) throw new Error(`${what}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const indexed = async (height) => {
    while (Number((await get('v1/venues')).chains[0].latest?.height ?? -1) < height) await new Promise((resolve) => { setTimeout(resolve, 50); });
  };
  const stop = () => {
    child.stdin.end();
    return exited;
  };
  return { get, indexed, stop };
}
