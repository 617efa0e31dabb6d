// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ACCOUNTS, GAS_PAYER_KEY, LABELLED, ORACLE_GOVERNANCE, SIGNERS, SIGNER_THRESHOLD, VAULT_ACCOUNTS } from './accounts.mjs';
import { demoHistory } from './demo-history.mjs';
import { GENESIS_TIME } from './deploy.mjs';
import { HISTORY_FILE, riskYaml, usdcOn, vaultVenue } from './risk-config.mjs';

const WARNING = 'DEVELOPMENT ONLY: these keys come from a mnemonic that everybody knows. Never use them on a public chain.';

/**
 * Writes deployment.json, setoff.yaml, the demo history and keys.json into `dir` and returns their paths.
 * @param {number[]} signerPorts where signers of their own are to listen, a file for each; none: the publisher holds their keys
 */
export function writeConfig(dir, deployed, signerPorts = []) {
  const files = {
    deployment: path.join(dir, 'deployment.json'), config: path.join(dir, 'setoff.yaml'), keys: path.join(dir, 'keys.json'), history: path.join(dir, HISTORY_FILE),
  };
  mkdirSync(dir, { recursive: true });
  writeFileSync(files.deployment, json(describe(deployed)));
  writeFileSync(files.config, gatewayYaml(deployed, { signerPorts }));
  writeFileSync(files.history, demoHistory(['crypto:ETH', 'crypto:BTC', usdcOn(deployed.A)]));
  writeFileSync(files.keys, json(keys()), { mode: 0o600 });
  files.signers = signerPorts.map((port, i) => writeSigner(dir, deployed, i + 1, port));
  return files;
}

/** A signer's configuration and the file with its key, which nobody else has. */
function writeSigner(dir, deployed, n, port) {
  const file = path.join(dir, `signer-${n}.yaml`);
  writeFileSync(file, gatewayYaml(deployed, { port, store: `./signer-${n}`, signer: n }));
  writeFileSync(path.join(dir, `signer-${n}.key`), `${SIGNERS[n - 1].privateKey}\n`, { mode: 0o600 });
  return file;
}

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

function keys() {
  return { comment: WARNING, signers: SIGNERS.map((signer) => signer.privateKey), gas_payer: GAS_PAYER_KEY };
}

/** All addresses, by chain, for whoever wants to look at the protocols directly. */
export function describe({ A, B }) {
  return {
    genesis_time: GENESIS_TIME,
    chains: {
      A: { ...chainPart(A), aave: aavePart(A.aave) },
      B: { ...chainPart(B), uniswap: uniswapPart(B.uniswap), perp: perpPart(B.perp), cross_margin_vault: vaultPart(B.vault) },
    },
    accounts: ACCOUNTS,
    signers: SIGNERS.map((signer) => signer.address),
    signer_threshold: SIGNER_THRESHOLD,
    oracle_owner: ORACLE_GOVERNANCE.owner,
    oracle_guardian: ORACLE_GOVERNANCE.guardian,
  };
}

const addresses = (contracts) => Object.fromEntries(Object.entries(contracts).map(([name, { address }]) => [name, address]));

function chainPart({ chain, tokens, feeds, riskOracle, deploymentBlock }) {
  return {
    id: chain.caip2, chain_id: chain.chainId, name: chain.name, rpc: chain.rpc.url, deployment_block: deploymentBlock,
    tokens: addresses(tokens), feeds: addresses(feeds), risk_oracle: riskOracle.address,
  };
}

function aavePart({ provider, pool, configurator, acl, oracle, dataProvider, flashBorrower, reserves }) {
  return {
    ...addresses({ provider, pool, configurator, acl, oracle, data_provider: dataProvider, flash_borrower: flashBorrower }),
    reserves: Object.fromEntries(Object.entries(reserves).map(([symbol, { aToken, stableDebt, variableDebt }]) =>
      [symbol, addresses({ a_token: aToken, stable_debt: stableDebt, variable_debt: variableDebt })])),
  };
}

function uniswapPart({ factory, router, positions, descriptor, pools, flashBorrower }) {
  return {
    ...addresses({ factory, router, position_manager: positions, descriptor, flash_borrower: flashBorrower }),
    pools: Object.fromEntries(Object.entries(pools).map(([name, { address, fee, pair }]) =>
      [name, { address, fee, token0: pair.token0.address, token1: pair.token1.address }])),
  };
}

function perpPart(perp) {
  return {
    ...addresses({
      clearing_house: perp.clearingHouse, config: perp.config, market_registry: perp.marketRegistry, order_book: perp.orderBook,
      exchange: perp.exchange, account_balance: perp.accountBalance, insurance_fund: perp.insuranceFund, vault: perp.vault,
      collateral_manager: perp.collateralManager, quote_token: perp.quoteToken, index_updater: perp.indexUpdater,
    }),
    markets: Object.fromEntries(Object.entries(perp.markets).map(([asset, { baseToken, pool }]) =>
      [asset, { base_token: baseToken.address, pool: pool.address }])),
  };
}

function vaultPart({ address, stream, rootStream, rowsStream }) {
  return { address, stream, root_stream_id: rootStream, rows_stream_id: rowsStream };
}

/** The configuration of a process for these two chains: the gateway that publishes, or signer number `signer`. */
export function gatewayYaml({ A, B }, { signerPorts = [], port = 0, store = './data', signer } = {}) {
  const usdcOnA = usdcOn(A);
  const wbtcOnA = `${A.chain.caip2}/erc20:${A.tokens.WBTC.address}`;
  const token = (side, symbol, rest = '') => `  - { chain: ${side.chain.caip2}, address: "${side.tokens[symbol].address}", symbol: ${symbol}${rest} }`;
  const wrapped = (side) => token(side, 'WETH', `, edge: NATIVE_WRAP, to: "${side.chain.caip2}/slip44:60", wrapped_native: true`);
  const price = (side, underlying, asset) =>
    `  - { underlying: "${underlying}", chain: ${side.chain.caip2}, feed: "${side.feeds[asset].address}", heartbeat: 400d, max_pause: 400d }`;
  const market = (asset) => `      - { base_token: "${B.perp.markets[asset].baseToken.address}", symbol: ${asset}, underlying: "crypto:${asset}" }`;
  return `# Written by devnet: two local chains, made anew at every start. DEVELOPMENT ONLY.
http: { host: 127.0.0.1, port: 0 }
grpc: { port: ${port} }
store: { path: ${store} }
${signer ? signerYaml(signer) : ''}chains:
${[A, B].map(chainYaml).join('\n')}
tokens:
${[
    wrapped(A), token(A, 'WBTC', ', edge: THIRD_PARTY_BRIDGE, to: "crypto:BTC"'), token(A, 'USDC', ', edge: PEG, to: "fiat:USD"'),
    wrapped(B), token(B, 'WBTC', `, edge: CANONICAL_BRIDGE, to: "${wbtcOnA}"`), token(B, 'USDC', `, edge: CANONICAL_BRIDGE, to: "${usdcOnA}"`),
    token(B, 'MYST'),
  ].join('\n')}
protocols:
  - family: aave-v3
    chain: ${A.chain.caip2}
    name: core
    pool: "${A.aave.pool.address}"
    configurator: "${A.aave.configurator.address}"
  - { family: uniswap-v3, chain: ${B.chain.caip2}, name: core, factory: "${B.uniswap.factory.address}", position_manager: "${B.uniswap.positions.address}" }
  - family: perp-v2
    chain: ${B.chain.caip2}
    name: curie
    clearing_house: "${B.perp.clearingHouse.address}"
    account_balance: "${B.perp.accountBalance.address}"
    market_registry: "${B.perp.marketRegistry.address}"
    vault: "${B.perp.vault.address}"
    markets:
${market('ETH')}
${market('BTC')}
  - { family: cross-margin-vault, chain: ${B.chain.caip2}, name: example, vault: "${B.vault.address}" }
prices:
${[
    price(A, 'crypto:ETH', 'ETH'), price(B, 'crypto:ETH', 'ETH'), price(A, 'crypto:BTC', 'BTC'), price(B, 'crypto:BTC', 'BTC'),
    price(A, usdcOnA, 'USDC'), price(B, usdcOnA, 'USDC'),
  ].join('\n')}
accounts:
${LABELLED.map((name) => `  - { address: "${ACCOUNTS[name]}", label: ${name} }`).join('\n')}
${riskYaml({ A, B })}oracle:
  threshold: ${SIGNER_THRESHOLD}
  keys: ./keys.json
  prove_above: 10000000 # these chains have one node each: it would be compared with itself
${signingYaml(signerPorts)}  streams:
    - name: setoff/margin/v2
      heartbeat: 1m
      check_every: 30s # prices move with every block: else the figures would be looked at all the time
      validity: 5m
      publish: [${addressesOf(LABELLED)}]
    - name: ${B.vault.stream}
      venues: ["${vaultVenue(B)}"]
      heartbeat: 1m
      check_every: 30s # prices move with every block: else the figures would be looked at all the time
      validity: 5m
      publish: [${addressesOf(VAULT_ACCOUNTS)}]
  contracts:
    - { chain: ${A.chain.caip2}, address: "${A.riskOracle.address}" }
    - { chain: ${B.chain.caip2}, address: "${B.riskOracle.address}" }
`;
}

const addressesOf = (names) => names.map((name) => `"${ACCOUNTS[name]}"`).join(', ');

const signerYaml = (n) => `roles: [signer]
signer: { key: ./signer-${n}.key }
`;

function signingYaml(ports) {
  if (ports.length === 0) return '';
  return `  signers: [${ports.map((port) => `"http://127.0.0.1:${port}"`).join(', ')}]
  signer_sets: [[${SIGNERS.map(({ address }) => `"${address}"`).join(', ')}]]
`;
}

function chainYaml({ chain }) {
  return `  - id: ${chain.caip2}
    name: ${chain.name}
    rpc: ["${chain.rpc.url}"]
    start_block: 0
    ws: ["${chain.rpc.url.replace('http:', 'ws:')}"]
    poll_interval: 1s
    stale_after: 15s
    native: { symbol: ETH, decimals: 18, edge: NATIVE_WRAP, to: "crypto:ETH" }`;
}
