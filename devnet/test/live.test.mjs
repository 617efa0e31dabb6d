// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { ACCOUNTS, Devnet } from '../src/index.mjs';
import { feedPrice } from '../src/units.mjs';
import { runProgram, temporaryDirectory } from './support.mjs';

const TICKS = 40;
const FAST_MS = 20;

/** Lives for some blocks and pauses; what was seen at every block. */
async function liveFor(devnet, ticks, periodMs) {
  const seen = [];
  const errors = [];
  const started = performance.now();
  await new Promise((resolve, reject) => {
    const onTick = async ({ time, prices }) => {
      const blocks = await Promise.all(devnet.chains.map((chain) => chain.block()));
      seen.push({ time, prices, blocks, after: performance.now() - started });
      if (seen.length === ticks) resolve();
    };
    devnet.live({ onTick, onError: (error) => errors.push(error), periodMs }).catch(reject);
  });
  await devnet.pause();
  return { seen, errors };
}

test('live: blocks at the same second on both chains, with new prices that agree and trades that follow them', async (t) => {
  const devnet = await Devnet.start({ dir: temporaryDirectory(t) });
  t.after(() => devnet.stop());
  await assert.rejects(devnet.live(), /story/);
  await devnet.play();
  const { A, B, perp, uniswap } = devnet.world;
  const markets = [...['ETH/USDC', 'ETH/USDC low', 'BTC/ETH'].map((name) => uniswap.pools[name]), perp.markets.ETH.pool, perp.markets.BTC.pool];
  const marketPrices = () => Promise.all(markets.map(async ({ contract }) => (await contract.read('slot0'))[0]));
  const before = await Promise.all(devnet.chains.map((chain) => chain.block()));
  const pricesBefore = await marketPrices();
  const { seen, errors } = await liveFor(devnet, TICKS, FAST_MS);

  assert.deepEqual(errors, []);
  seen.slice(0, TICKS).forEach(({ time, blocks }, i) => {
    assert.equal(time, before[0].timestamp + 4 * (1 + i));
    blocks.forEach((block, chain) => {
      assert.equal(block.timestamp, time);
      assert.equal(block.number, before[chain].number + 1 + i);
    });
  });
  assert.ok(new Set(seen.map(({ prices }) => prices.ETH)).size > TICKS / 2, 'prices move');
  for (const { prices } of seen) assert.ok(Math.abs(Number(prices.ETH) / 2930 - 1) < 0.02, `${prices.ETH} stays near`);
  for (const side of [A, B]) assert.equal(await side.feeds.ETH.read('latestAnswer'), feedPrice(devnet.world.prices.ETH));
  (await marketPrices()).forEach((price, i) => assert.notEqual(price, pricesBefore[i], `market ${i} was traded`));
  for (const chain of devnet.chains) {
    assert.equal(Number(await chain.rpc.call('eth_getTransactionCount', [ACCOUNTS.gasPayer, 'latest'])), 0, 'the gas payer is the oracle\'s alone');
  }

  const again = await liveFor(devnet, 1, FAST_MS);
  assert.deepEqual(again.errors, []);
  assert.notDeepEqual(again.seen[0].prices, seen[0].prices, 'live again draws on, and not the same numbers');

  const height = await A.chain.height();
  await devnet.world.transfer(A, 'alice', 'bob', 'USDC', 1);
  assert.equal(await A.chain.height(), height + 1, 'after a pause a transaction makes a block again');
});

test('live: a block takes four seconds, and longer only where the machine is slow', async (t) => {
  const devnet = await Devnet.start({ dir: temporaryDirectory(t) });
  t.after(() => devnet.stop());
  await devnet.play();
  const { seen, errors } = await liveFor(devnet, 4);
  assert.deepEqual(errors, []);
  assert.ok(seen[3].after >= 11_990, `the fourth block after ${seen[3].after} ms`);
});

test('the program lives, pauses, lives again and ends on command', async (t) => {
  const program = runProgram(t, '--dir', temporaryDirectory(t), '--live');
  const { heights } = await program.event({ event: 'live' });
  program.say('pause');
  const paused = await program.event({ event: 'paused' });
  assert.ok(paused.heights['eip155:31337'] >= heights['eip155:31337']);
  program.say('live soon');
  assert.equal((await program.event({ event: 'error' })).fatal, false);
  program.say('live 50');
  await program.event({ event: 'live' });
  program.child.stdin.end();
  assert.equal((await program.closed).code, 0);
  assert.equal(program.lines.filter((line) => line.includes('"error"')).length, 1);
});
