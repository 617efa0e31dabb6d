// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import test from 'node:test';
import { Devnet, STORY } from '../src/index.mjs';
import { quantity, Rpc } from '../src/rpc.mjs';
import { freePort, isListening, portsOf, runProgram, takenPort, temporaryDirectory, until } from './support.mjs';

const gone = async (ports) => { for (const port of ports) await until(`port ${port} is free`, async () => !(await isListening(port))); };

test('the program plays on command, reports every step, and ends with its chains when stdin ends', async (t) => {
  const program = runProgram(t, '--dir', temporaryDirectory(t));
  const ready = await program.event({ event: 'ready' });
  assert.deepEqual(Object.keys(ready.chains), ['eip155:31337', 'eip155:31338']);
  assert.equal(ready.steps, STORY.length);
  program.say('play 2');
  const part = await program.event({ event: 'played' });
  assert.equal(part.n, 2);
  assert.equal(part.settled, undefined);
  program.say('{"command":"play","until":"bob-borrows"}');
  const step = await program.event({ event: 'step', n: 3 });
  assert.equal(step.of, STORY.length);
  assert.equal(step.chain, 'A');
  assert.equal(step.title, STORY[2].title);
  assert.ok(step.heights['eip155:31337'] > ready.chains['eip155:31337'].height);
  await program.event({ event: 'played', n: 3 });
  program.say('play');
  const { heights, settled } = await program.event({ event: 'played', n: STORY.length });
  for (const [chain, { rpc }] of Object.entries(ready.chains)) {
    const node = new Rpc(rpc);
    const block = await node.call('eth_getBlockByNumber', [quantity(heights[chain]), false]);
    assert.equal(Number(block.timestamp), settled, 'nobody else writes to these chains');
    await node.call('anvil_mine', ['0x3']);
    node.close();
  }
  program.say('play');
  assert.equal((await program.event({ event: 'played', n: STORY.length })).settled, settled, 'later blocks do not belong to the story');
  program.child.stdin.end();
  assert.deepEqual(await program.closed, { code: 0, signal: null });
  await gone(portsOf(ready));
});

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`${signal} ends the program with code 0, and its chains`, async (t) => {
    const program = runProgram(t, '--dir', temporaryDirectory(t));
    const ready = await program.event({ event: 'ready' });
    program.child.kill(signal);
    assert.deepEqual(await program.closed, { code: 0, signal: null });
    await gone(portsOf(ready));
  });
}

test('SIGKILL ends the chains, too', async (t) => {
  const program = runProgram(t, '--dir', temporaryDirectory(t));
  const ready = await program.event({ event: 'ready' });
  program.child.kill('SIGKILL');
  assert.equal((await program.closed).signal, 'SIGKILL');
  await gone(portsOf(ready));
});

test('SIGKILL while the chains are starting leaves nothing behind', async (t) => {
  const ports = [await freePort(), await freePort()];
  const program = runProgram(t, '--dir', temporaryDirectory(t), '--port-a', ports[0], '--port-b', ports[1]);
  await until('a chain listens', () => isListening(ports[0]));
  program.child.kill('SIGKILL');
  await program.closed;
  await gone(ports);
});

test('a taken port is named, and the other chain does not stay', async (t) => {
  const [taken, free] = [await takenPort(t), await freePort()];
  const program = runProgram(t, '--dir', temporaryDirectory(t), '--port-a', free, '--port-b', taken);
  const { message, fatal } = await program.event({ event: 'error' });
  assert.equal(message, `Chain B: port ${taken} is already in use`);
  assert.equal(fatal, true);
  assert.equal((await program.closed).code, 1);
  await gone([free]);
});

test('a command that makes no sense is an error, and the program goes on', async (t) => {
  const program = runProgram(t, '--dir', temporaryDirectory(t));
  await program.event({ event: 'ready' });
  for (const command of ['dance', 'play 999', 'play nothing-like-it', '{"command":', '[]']) {
    program.say(command);
    assert.equal((await program.event({ event: 'error' })).fatal, false);
  }
  program.say('play 1');
  await program.event({ event: 'played', n: 1 });
  program.say('exit');
  assert.equal((await program.closed).code, 0);
});

test('wrong arguments are told apart from failures', async (t) => {
  for (const args of [[], ['--dir', 'x', '--until', '0'], ['--dir', 'x', '--port-a', '70000'], ['--dir', 'x', '--nonsense']]) {
    const program = runProgram(t, ...args);
    assert.equal((await program.event({ event: 'error' })).fatal, true);
    assert.equal((await program.closed).code, 2);
  }
});

test('a chain that ends by itself is a fatal error', async (t) => {
  const devnet = await Devnet.start({ dir: temporaryDirectory(t) });
  try {
    const [, chainB] = devnet.nodes;
    process.kill(chainB.pid, 'SIGKILL');
    assert.match(await devnet.broken, /the node of Chain B ended/);
  } finally {
    await devnet.stop();
  }
});

test('a chain does not outlive its supervisor', async (t) => {
  const devnet = await Devnet.start({ dir: temporaryDirectory(t) });
  try {
    const [chainA] = devnet.nodes;
    process.kill(chainA.supervisorPid, 'SIGKILL');
    assert.match(await devnet.broken, /the node of Chain A ended/);
    await gone([chainA.port]);
  } finally {
    await devnet.stop();
  }
});
