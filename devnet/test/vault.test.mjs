// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { SigningKey, toBeHex } from 'ethers';
import { ACCOUNTS, Devnet, VAULT_STORY } from '../src/index.mjs';
import { Chain } from '../src/chain.mjs';
import { Rpc } from '../src/rpc.mjs';
import { accountId, ether, usdc } from '../src/units.mjs';
import { digest, FLAGS, leaf, packWord, publishFake } from './fake-reports.mjs';
import { runProgram, temporaryDirectory } from './support.mjs';

const STAND_ALONE = 703_200_000n; // 30 % of 0.8 WETH at 2,930 USD
/** A margin for hedged that the vault grants: from 10.5 % of the collateral, 246.12 USD, on. */
const FAKE = { hedged: 300 };

const fake = ({ vault, B }, margins = FAKE, quality = {}) => publishFake(B.chain, { oracle: vault.oracle.address, rowsStream: vault.rowsStream }, margins, quality);

const required = async (vault, height) => {
  const { benefit, margin, status } = await vault.margin('hedged', height);
  return { benefit, margin, status };
};

/** What must hold after each step, at the height that it names; 1e-6 USD. */
const CHECKS = {
  'vault-lower-margin': async ({ vault }, height) => {
    assert.equal((await vault.position('hedged')).debt, usdc(1_680));
    assert.deepEqual(await required(vault, height), { benefit: 'Granted', margin: usdc(300), status: 'Fresh' });
    const { benefit, margin } = await vault.borrowingRefusal('hedged', '364.000001', height);
    assert.deepEqual({ benefit, margin }, { benefit: 'Granted', margin: usdc(300) }, 'no further than the report says');
  },
  'vault-stale': async (world, height) => {
    await fake(world);
    const { vault } = world;
    assert.deepEqual(await required(vault, height), { benefit: 'NotFresh', margin: STAND_ALONE, status: 'Stale' }, 'whatever lands in the next block');
    const { age, epoch } = await vault.report('hedged', height);
    assert.equal(epoch, 1);
    assert.ok(age > 180, `${age} s`);
    const { name, benefit } = await vault.borrowingRefusal('hedged', 1, height);
    assert.deepEqual({ name, benefit }, { name: 'UnderMargin', benefit: 'NotFresh' });
    assert.deepEqual(await vault.liquidationRefusal('liquidator', 'hedged', 1), { name: 'Healthy' }, 'a lost benefit liquidates nobody');
    assert.deepEqual(await required(vault), { benefit: 'Granted', margin: usdc(300), status: 'Fresh' }, 'the next one counts');
  },
  'vault-repay': async ({ vault }) => assert.equal((await vault.position('hedged')).debt, usdc(780)),
  'vault-eth-falls': async ({ vault }) => {
    const { collateralUsd, debt, maintenance } = await vault.position('erin');
    assert.equal(collateralUsd - debt, usdc(400));
    assert.equal(maintenance, usdc(440));
    assert.deepEqual(await vault.liquidationRefusal('liquidator', 'hedged', 1), { name: 'Healthy' });
  },
  'vault-liquidation': async ({ vault }) => {
    const { collateral, debt } = await vault.position('erin');
    assert.equal(debt, usdc(2_000));
    assert.equal(collateral, ether(2) - (ether(2_000) * 105n) / (2_200n * 100n), 'worth 2,000 USD and the bonus of 5 %');
  },
  'vault-eth-recovers': async (world) => {
    await fake(world, FAKE, { flags: FLAGS.VALID | FLAGS.PARTIAL });
    assert.deepEqual(await required(world.vault), { benefit: 'NotFresh', margin: STAND_ALONE, status: 'Flagged' });
  },
};

test('the vault lowers hedged\'s margin by a fresh report, refuses a stale one, and liquidates', async (t) => {
  assert.deepEqual(VAULT_STORY.map(({ id }) => id), Object.keys(CHECKS), 'every step has a check');
  const devnet = await Devnet.start({ dir: temporaryDirectory(t) });
  t.after(() => devnet.stop());
  await assert.rejects(devnet.playVault(), /story/);
  await devnet.play();
  const { vault } = devnet.world;
  await t.test('without a report, hedged may borrow up to the stand-alone margin', async () => {
    assert.deepEqual(await required(vault), { benefit: 'NotFresh', margin: STAND_ALONE, status: 'Unknown' });
    assert.equal(await vault.borrowingRefusal('hedged', '40.8'), undefined);
    const { benefit, margin } = await vault.borrowingRefusal('hedged', '40.800001');
    assert.deepEqual({ benefit, margin }, { benefit: 'NotFresh', margin: STAND_ALONE });
    await assert.rejects(devnet.playVault(), /vault-lower-margin|hedged borrows another 80/);
  });
  await fake(devnet.world);
  let heights = await devnet.heights();
  await devnet.playVault(async ({ n, id, title, chain, height }) => {
    const now = await devnet.heights();
    const moved = ['A', 'B'].filter((_, i) => now[devnet.chains[i].caip2] > heights[devnet.chains[i].caip2]).join('');
    assert.equal(moved, chain, `${id}: the chains that the step names`);
    await t.test(`${n}. ${title}`, () => CHECKS[id](devnet.world, height));
    heights = await devnet.heights();
  });
  for (const chain of devnet.chains) {
    assert.equal(Number(await chain.rpc.call('eth_getTransactionCount', [ACCOUNTS.gasPayer, 'latest'])), 0, 'the gas payer is the publisher\'s alone');
  }
});

test('the program plays the vault\'s steps on command, after the story, with the reports that somebody publishes', async (t) => {
  const program = runProgram(t, '--dir', temporaryDirectory(t), '--play');
  const { files, chains } = await program.event({ event: 'ready' });
  await program.event({ event: 'played' });
  const { risk_oracle: oracle, id, cross_margin_vault: { rows_stream_id: rowsStream } } = JSON.parse(readFileSync(files.deployment, 'utf8')).chains.B;
  const rpc = new Rpc(chains[id].rpc);
  t.after(() => rpc.close());
  await publishFake(new Chain({ key: 'B', name: 'Chain B', chainId: 31338, rpc }), { oracle, rowsStream }, FAKE);
  program.say('vault');
  const step = await program.event({ event: 'vault_step', n: 1 });
  assert.equal(step.id, VAULT_STORY[0].id);
  const { required_usd: margin, reported_usd: reported, epoch, benefit } = step.hedged;
  assert.deepEqual({ margin, reported, epoch, benefit }, { margin: '300.0', reported: '300.0', epoch: 1, benefit: 'Granted' });
  await program.event({ event: 'vault_played', n: VAULT_STORY.length });
  program.child.stdin.end();
  assert.equal((await program.closed).code, 0);
});

test('reports are hashed and signed as the vector says that every implementation shares', () => {
  const vector = JSON.parse(readFileSync(new URL('../../risk-oracle/src/test/resources/eip712-vector.json', import.meta.url), 'utf8'));
  const { typedData: { domain, message }, expected } = vector;
  const hash = digest(message, domain.chainId, domain.verifyingContract);
  assert.equal(hash, expected.digest);
  const { serialized } = new SigningKey(toBeHex(1, 32)).sign(hash);
  assert.equal(serialized, expected['signature(key=1)']);
  const account = `0x${expected.accountId.slice(26)}`;
  assert.equal(accountId(account), expected.accountId);
  assert.equal(leaf(account, expected.word), expected.leaf);
  const word = packWord({
    net: -1_234_567_890_123n, gross: 98_765_432_100_000n, margin: 4_321_000_000n, observedAt: 1_790_000_000, coverage: 9_950, flags: FLAGS.VALID,
  });
  assert.equal(word, expected.word);
});
