// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Devnet, GENESIS_TIME, STORY } from '../src/index.mjs';
import { temporaryDirectory } from './support.mjs';

/** Plays everything; the chains' last blocks and the description of the deployment without the ports. */
async function playedOnce(t) {
  const devnet = await Devnet.start({ dir: temporaryDirectory(t) });
  try {
    await devnet.play();
    const blocks = await Promise.all(devnet.chains.map((chain) => chain.block()));
    const finalized = await Promise.all(devnet.chains.map((chain) => chain.block('finalized')));
    const deployment = readFileSync(devnet.files.deployment, 'utf8').replaceAll(/127\.0\.0\.1:\d+/g, 'node');
    return { blocks, finalized, deployment };
  } finally {
    await devnet.stop();
  }
}

test('two runs make the same blocks, to the last hash', async (t) => {
  const first = await playedOnce(t);
  const second = await playedOnce(t);
  assert.deepEqual(second, first);
});

test('the story ends with both chains at the same second, and all of it final', async (t) => {
  const devnet = await Devnet.start({ dir: temporaryDirectory(t) });
  try {
    await devnet.play(STORY.length - 1);
    const told = await Promise.all(devnet.chains.map((chain) => chain.height()));
    await devnet.play();
    const blocks = await Promise.all(devnet.chains.map((chain) => chain.block()));
    const finalized = await Promise.all(devnet.chains.map((chain) => chain.block('finalized')));
    assert.equal(blocks[0].timestamp, blocks[1].timestamp);
    assert.ok(blocks[0].timestamp > GENESIS_TIME + 9 * 24 * 3600);
    told.forEach((height, i) => assert.ok(finalized[i].number >= height, `${finalized[i].number} >= ${height}`));
    for (const chain of devnet.chains) {
      assert.notEqual(await chain.rpc.call('eth_getCode', [devnet.world.A.tokens.WETH.address, '0x1']), '0x', 'the state of every block can be asked for');
    }
  } finally {
    await devnet.stop();
  }
});
