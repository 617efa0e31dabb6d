// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { SigningKey, toBeHex } from 'ethers';
import { ACCOUNTS, Devnet, VAULT_STORY } from '../src/index.mjs';
import { accountId, digest, FLAGS, leaf, packWord } from '../src/oracle-report.mjs';
import { ether, usdc } from '../src/units.mjs';
import { runProgram, temporaryDirectory } from './support.mjs';

const STAND_ALONE = 703_200_000n; // 30 % of 0.8 WETH at 2,930 USD

/** What must hold after each step; 1e-6 USD. */
const CHECKS = {
  'vault-deposits': async ({ vault }) => {
    const { collateral, standAlone } = await vault.position('hedged');
    assert.equal(collateral, ether(0.8));
    assert.equal(standAlone, STAND_ALONE);
  },
  'vault-two-hours': async ({ vault }) => assert.deepEqual(await required(vault), { benefit: 'NotFresh', margin: STAND_ALONE, status: 'Unknown' }),
  'vault-stand-alone': async ({ vault }) => {
    assert.equal((await vault.position('hedged')).debt, usdc(1_600));
    assert.equal(await vault.borrowingRefusal('hedged', '40.8'), undefined, 'up to the stand-alone margin');
    const { benefit, margin } = await vault.borrowingRefusal('hedged', '40.800001');
    assert.deepEqual({ benefit, margin }, { benefit: 'NotFresh', margin: STAND_ALONE });
  },
  'vault-report': async ({ vault }) => assert.deepEqual(await required(vault), { benefit: 'Granted', margin: usdc(450), status: 'Fresh' }),
  'vault-lower-margin': async ({ vault }) => {
    assert.equal((await vault.position('hedged')).debt, usdc(1_800));
    const { benefit, margin } = await vault.borrowingRefusal('hedged', '94.000001');
    assert.deepEqual({ benefit, margin }, { benefit: 'Granted', margin: usdc(450) }, 'no further than the report says');
  },
  'vault-pulled': async ({ vault }) => {
    assert.equal((await vault.position('hedged')).debt, usdc(1_850));
    assert.equal((await vault.oracle.read('head', vault.rootStream))[0], 0n, 'nothing was published');
    const { epoch } = await vault.contract.read('benefitOf', vault.account('hedged'));
    assert.equal(epoch, 1n);
  },
  'vault-stale': async ({ vault }) => {
    assert.deepEqual(await required(vault), { benefit: 'NotFresh', margin: STAND_ALONE, status: 'Stale' });
    const { name, benefit } = await vault.borrowingRefusal('hedged', 1);
    assert.deepEqual({ name, benefit }, { name: 'UnderMargin', benefit: 'NotFresh' });
    assert.deepEqual(await vault.liquidationRefusal('liquidator', 'hedged', 1), { name: 'Healthy' }, 'a lost benefit liquidates nobody');
  },
  'vault-repay': async ({ vault }) => assert.equal((await vault.position('hedged')).debt, usdc(950)),
  'vault-halt': async ({ vault }) => assert.equal((await vault.margin('hedged')).status, 'Halted'),
  'vault-eth-falls': async ({ vault }) => {
    const { collateralUsd, debt, maintenance } = await vault.position('erin');
    assert.equal(collateralUsd - debt, usdc(600));
    assert.equal(maintenance, usdc(690));
    assert.deepEqual(await vault.liquidationRefusal('liquidator', 'hedged', 1), { name: 'Healthy' });
  },
  'vault-liquidation': async ({ vault }) => {
    const { collateral, debt } = await vault.position('erin');
    assert.equal(debt, usdc(2_000));
    assert.equal(collateral, ether(2) - (ether(2_000) * 105n) / (2_300n * 100n), 'worth 2,000 USD and the bonus of 5 %');
    assert.equal((await vault.margin('erin')).status, 'Halted');
  },
  'vault-resume': async ({ vault }) => {
    assert.equal((await vault.margin('hedged')).status, 'Halted', 'what was stored before stays dead');
    const [epoch] = await vault.oracle.read('head', vault.rowsStream);
    assert.equal(epoch, 1n);
    await vault.world.jump(60);
    await vault.publish({ hedged: 450 });
    assert.deepEqual(await required(vault), { benefit: 'Granted', margin: usdc(450), status: 'Fresh' });
    await vault.world.jump(1);
    await vault.publish({ hedged: 450 }, { flags: FLAGS.VALID | FLAGS.PARTIAL });
    assert.deepEqual(await required(vault), { benefit: 'NotFresh', margin: STAND_ALONE, status: 'Flagged' });
  },
};

const required = async (vault) => {
  const { benefit, margin, status } = await vault.margin('hedged');
  return { benefit, margin, status };
};

test('the vault lowers hedged\'s margin by a fresh report, refuses a stale one, and liquidates with the oracle halted', async (t) => {
  assert.deepEqual(VAULT_STORY.map(({ id }) => id), Object.keys(CHECKS), 'every step has a check');
  const devnet = await Devnet.start({ dir: temporaryDirectory(t) });
  t.after(() => devnet.stop());
  await assert.rejects(devnet.playVault(), /story/);
  await devnet.play();
  let heights = await devnet.heights();
  await devnet.playVault(async ({ n, id, title, chain }) => {
    const now = await devnet.heights();
    const moved = ['A', 'B'].filter((_, i) => now[devnet.chains[i].caip2] > heights[devnet.chains[i].caip2]).join('');
    assert.equal(moved, chain, `${id}: the chains that the step names`);
    await t.test(`${n}. ${title}`, () => CHECKS[id](devnet.world));
    heights = await devnet.heights();
  });
  for (const chain of devnet.chains) {
    assert.equal(Number(await chain.rpc.call('eth_getTransactionCount', [ACCOUNTS.gasPayer, 'latest'])), 0, 'the gas payer is the publisher\'s alone');
  }
});

test('the program plays the vault\'s steps on command, after the story', async (t) => {
  const program = runProgram(t, '--dir', temporaryDirectory(t));
  await program.event({ event: 'ready' });
  program.say('vault');
  await program.event({ event: 'played' });
  const step = await program.event({ event: 'vault_step', n: 1 });
  assert.equal(step.id, VAULT_STORY[0].id);
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
