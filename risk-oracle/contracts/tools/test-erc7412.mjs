#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A client that is not ours, the npm package `erc7412`, meets the error, finds its adapter by the oracle's id, and puts the publication ahead of its call: on a
// node, with what `forge build` has compiled.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import erc7412 from 'erc7412';
import * as viem from 'viem';
import { privateKeyToAccount, sign } from 'viem/accounts';
import { foundry } from 'viem/chains';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const artifact = (file, name) => JSON.parse(readFileSync(path.join(ROOT, 'out', `${file}.sol`, `${name ?? file}.json`), 'utf8'));
const ORACLE = artifact('SetoffRiskOracle');
const BATCH = artifact('Batch');
const STREAM = viem.keccak256(viem.toHex('setoff/net/v1/rows'));
const KEY = viem.keccak256(viem.toHex('signer of this test'));
const signer = privateKeyToAccount(KEY);

/** A node on a free port; ends with `stop`, by a signal that npm's launcher hands on to it. */
async function startNode() {
  const node = spawn(path.join(ROOT, 'node_modules/.bin/anvil'), ['--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(node, 'exit');
  let printed = '';
  for await (const chunk of node.stdout) {
    printed += chunk;
    const [, port] = /Listening on 127\.0\.0\.1:(\d+)/.exec(printed) ?? [];
    if (port) return { url: `http://127.0.0.1:${port}`, stop: () => { node.kill('SIGTERM'); return ended; } };
  }
  throw new Error(`the node ended:\n${printed}`);
}

async function deploy(client, { abi, bytecode }, args = []) {
  const hash = await client.deployContract({ abi, bytecode: bytecode.object, args });
  return (await client.waitForTransactionReceipt({ hash })).contractAddress;
}

/** The signature with both numbers 32 bytes wide: this version of viem leaves leading zeros out, of one signature in eight. */
const wide = (signature) => ({ ...signature, r: viem.pad(signature.r), s: viem.pad(signature.s) });

/** The calldata of a signed row: what a gateway hands out. */
async function publication(client, oracle, account, word, now) {
  const rows = viem.encodePacked(['address', 'uint256'], [account, word]);
  const report = {
    streamId: STREAM, epoch: 1n, setVersion: 1n, observedAt: Number(now), validUntil: Number(now) + 300, leafCount: 1,
    root: viem.keccak256(rows), inputsHash: viem.zeroHash, modelHash: viem.zeroHash,
  };
  const digest = await client.readContract({ address: oracle, abi: ORACLE.abi, functionName: 'reportDigest', args: [report] });
  const { r, yParityAndS } = viem.signatureToCompactSignature(wide(await sign({ hash: digest, privateKey: KEY })));
  return viem.encodeFunctionData({
    abi: ORACLE.abi, functionName: 'storeSigned', args: [report, rows, { set: [signer.address], idx: '0x00', rvs: [r, yParityAndS] }],
  });
}

const node = await startNode();
try {
  const [owner, guardian, user] = await viem.createWalletClient({ transport: viem.http(node.url) }).getAddresses();
  const client = viem.createWalletClient({ account: user, chain: foundry, transport: viem.http(node.url) }).extend(viem.publicActions);
  const governance = { owner, guardian, rotationDelay: 3600, rotationGrace: 0 };
  const oracle = await deploy(client, ORACLE, [[signer.address], 1, governance]);
  const batch = await deploy(client, BATCH);
  const now = (await client.getBlock()).timestamp;
  const word = (1_000_000n << 64n) | (now << 24n) | (10_000n << 8n) | 1n; // margin 1 USD, whole coverage, valid
  const asked = [];
  const adapter = {
    getOracleId: () => 'SETOFF',
    fetchOffchainData: async (_client, contract, query) => {
      asked.push({ contract, query });
      return publication(client, oracle, user, word, now);
    },
  };
  const together = (calls) => ({
    account: user, to: batch, data: viem.encodeFunctionData({ abi: BATCH.abi, functionName: 'run', args: [calls.map(({ to, data }) => ({ to, data }))] }),
  });
  const accountId = viem.pad(user.toLowerCase());
  const read = { account: user, to: oracle, data: viem.encodeFunctionData({ abi: ORACLE.abi, functionName: 'requireLatest', args: [STREAM, accountId, 300n] }) };

  const call = await new erc7412.EIP7412([adapter], together).enableERC7412(client, read);
  const query = viem.encodeAbiParameters([{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'uint256' }], [STREAM, accountId, 300n]);
  assert.deepEqual(asked, [{ contract: viem.getAddress(oracle), query }], 'asked once, for the account and the age of the call');
  assert.equal(call.to, batch, 'the publication goes ahead of the call');

  const receipt = await client.waitForTransactionReceipt({ hash: await client.sendTransaction(call) });
  assert.equal(receipt.status, 'success');
  const [published, epoch] = await client.readContract({ address: oracle, abi: ORACLE.abi, functionName: 'requireLatest', args: [STREAM, accountId, 300n] });
  assert.deepEqual([published, epoch], [word, 1n], 'and is on-chain with it');
  process.stdout.write('the npm package erc7412 understands the oracle: asked, fulfilled, read\n');
} finally {
  await node.stop();
}
