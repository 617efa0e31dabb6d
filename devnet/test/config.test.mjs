// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { id, Wallet } from 'ethers';
import { ACCOUNTS, Devnet, GENESIS_TIME, LABELLED, SIGNERS } from '../src/index.mjs';
import { temporaryDirectory } from './support.mjs';

const DAY_MS = 86_400_000;

/** The contracts of a deployment that a gateway must be told of, as CAIP-10. */
function toldToTheGateway({ chains: { A, B } }) {
  const of = ({ id, tokens: { NODEC, ...tokens }, feeds, risk_oracle: oracle }, ...more) =>
    [...Object.values(tokens), ...Object.values(feeds), oracle, ...more].map((address) => `${id}:${address}`);
  const { clearing_house: house, account_balance: balance, market_registry: registry, vault, markets } = B.perp;
  const bases = Object.values(markets).map(({ base_token: base }) => base);
  return [
    ...of(A, A.aave.pool, A.aave.configurator),
    ...of(B, B.uniswap.factory, B.uniswap.position_manager, house, balance, registry, vault, B.cross_margin_vault.address, ...bases),
  ];
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

test('the files name what is deployed', async (t) => {
  const devnet = await Devnet.start({ dir: temporaryDirectory(t) });
  t.after(() => devnet.stop());
  const yaml = readFileSync(devnet.files.config, 'utf8');
  const keys = readJson(devnet.files.keys);
  const deployment = readJson(devnet.files.deployment);
  const [chainA, chainB] = devnet.chains;
  const hasCode = async (chain, address) => (await chain.rpc.call('eth_getCode', [address, 'latest'])) !== '0x';

  await t.test('setoff.yaml: every contract has code on its chain, every account a label', async () => {
    const accounts = new Set(Object.values(ACCOUNTS));
    let chain;
    const named = new Set();
    for (const line of yaml.split('\n')) {
      const id = line.match(/(?:chain|id): (eip155:\d+)/);
      if (id) chain = id[1] === chainA.caip2 ? chainA : chainB;
      if (/^\s+publish:|^\s+- \{ address:/.test(line)) continue;
      for (const [, onA, address] of line.matchAll(/"(eip155:31337\/erc20:)?(0x[0-9a-f]{40})"/g)) {
        const holder = onA ? chainA : chain;
        assert.ok(!accounts.has(address), line);
        assert.ok(await hasCode(holder, address), line);
        named.add(`${holder.caip2}:${address}`);
      }
    }
    assert.deepEqual([...named].sort(), toldToTheGateway(deployment).sort());
    for (const name of LABELLED) assert.match(yaml, new RegExp(`address: "${ACCOUNTS[name]}", label: ${name} `));
    assert.equal(yaml.match(/rpc: \["([^"]+)"\]/)[1], chainA.rpc.url);
    assert.ok(!yaml.includes(deployment.chains.B.tokens.NODEC), 'nobody tells the gateway about NODEC');
  });

  await t.test('keys.json: three signers by ascending address, the set of both oracles; a gas payer that nobody else uses', async () => {
    assert.match(keys.comment, /^DEVELOPMENT ONLY/);
    assert.equal(statSync(devnet.files.keys).mode & 0o777, 0o600);
    const signers = keys.signers.map((key) => new Wallet(key).address.toLowerCase());
    assert.deepEqual(signers, SIGNERS.map(({ address }) => address));
    assert.deepEqual(signers, [...signers].sort());
    for (const side of [devnet.world.A, devnet.world.B]) {
      assert.equal(await side.riskOracle.read('threshold'), 2n);
      assert.ok(yaml.includes(side.riskOracle.address));
      assert.equal((await side.riskOracle.read('owner')).toLowerCase(), deployment.oracle_owner);
      assert.equal((await side.riskOracle.read('guardian')).toLowerCase(), deployment.oracle_guardian);
    }
    assert.equal(new Wallet(keys.gas_payer).address.toLowerCase(), ACCOUNTS.gasPayer);
    await devnet.play();
    for (const chain of devnet.chains) assert.equal(Number(await chain.rpc.call('eth_getTransactionCount', [ACCOUNTS.gasPayer, 'latest'])), 0);
  });

  await t.test('demo-history.csv: a close a day of every underlying that the risk section names, up to after the story', () => {
    const [, file] = yaml.match(/history: \.\/(\S+)/);
    assert.equal(path.basename(devnet.files.history), file);
    const lines = readFileSync(devnet.files.history, 'utf8').trim().split('\n');
    const named = [...yaml.matchAll(/underlying: "([^"]+)"[^\n]*\n?\s*source: demo values|underlying: "([^"]+)", source: demo values/g)].map(([, a, b]) => a ?? b);
    assert.equal(lines.shift(), 'date,underlying,close');
    for (const underlying of named) {
      const days = lines.filter((line) => line.split(',')[1] === underlying).map((line) => Date.parse(line.split(',')[0]) / DAY_MS);
      days.forEach((day, i) => assert.ok(i === 0 || day === days[i - 1] + 1));
      assert.ok(days.length > 500 && days.at(-1) * DAY_MS > (GENESIS_TIME + 20 * 86_400) * 1000);
    }
    assert.equal(named.length * new Set(lines.map((line) => line.split(',')[0])).size, lines.length);
  });

  await t.test('deployment.json: chains, blocks, accounts', async () => {
    assert.equal(deployment.chains.A.chain_id, 31337);
    assert.equal(deployment.chains.B.rpc, chainB.rpc.url);
    assert.deepEqual(deployment.accounts, ACCOUNTS);
    assert.ok(await hasCode(chainA, deployment.chains.A.aave.pool));
    assert.ok(await hasCode(chainB, deployment.chains.B.perp.markets.BTC.pool));
    const vault = deployment.chains.B.cross_margin_vault;
    assert.ok(await hasCode(chainB, vault.address));
    assert.equal(vault.root_stream_id, id(vault.stream));
    assert.equal(vault.rows_stream_id, id(`${vault.stream}/rows`));
    assert.ok(yaml.includes(`- name: ${vault.stream}\n      venues: ["${chainB.caip2}/cross-margin-vault:example"]\n`), 'the gateway publishes what the vault reads');
    assert.ok(deployment.chains.B.deployment_block > 0 && deployment.chains.B.deployment_block < (await chainB.height()));
  });
});

test('the oracle is compiled with the versions that its own folder uses', () => {
  const own = readJson(new URL('../package.json', import.meta.url));
  const theirs = readJson(new URL('../../risk-oracle/contracts/package.json', import.meta.url));
  assert.equal(own.dependencies['@openzeppelin/contracts'], theirs.dependencies['@openzeppelin/contracts']);
  assert.equal(own.dependencies.solc, { ...theirs.dependencies, ...theirs.devDependencies }.solc);
});

test('the lockfile names no registry', () => {
  const { packages } = readJson(new URL('../package-lock.json', import.meta.url));
  for (const [name, { resolved }] of Object.entries(packages)) assert.equal(resolved, undefined, name);
});

test('with signers of their own, each has a configuration, a key that is no other\'s, and a port that the publisher knows', async (t) => {
  const dir = temporaryDirectory(t);
  const devnet = await Devnet.start({ dir, signers: true });
  t.after(() => devnet.stop());
  const read = (name) => readFileSync(path.join(dir, name), 'utf8');
  const urls = read('setoff.yaml').match(/signers: \[(.*)\]/)[1].split(', ').map((url) => JSON.parse(url));
  assert.equal(devnet.files.signers.length, 3);
  const keys = [1, 2, 3].map((n) => read(`signer-${n}.key`).trim());
  assert.deepEqual(keys, JSON.parse(read('keys.json')).signers);
  [1, 2, 3].forEach((n) => {
    const yaml = read(`signer-${n}.yaml`);
    assert.match(yaml, /^roles: \[signer\]$/m);
    assert.match(yaml, new RegExp(`^signer: \\{ key: ./signer-${n}.key \\}$`, 'm'));
    assert.match(yaml, new RegExp(`port: ${new URL(urls[n - 1]).port} \\}`));
  });
});
