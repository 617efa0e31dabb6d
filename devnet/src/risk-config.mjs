// SPDX-License-Identifier: Apache-2.0
/** The file beside setoff.yaml that its risk section names. */
export const HISTORY_FILE = 'demo-history.csv';

export const usdcOn = (A) => `${A.chain.caip2}/erc20:${A.tokens.USDC.address}`;

const venue = (side, name) => `${side.chain.caip2}/${name}`;

/** The example vault as the gateway knows it. */
export const vaultVenue = (B) => venue(B, 'cross-margin-vault:example');

/** The section `risk`: numbers made up for the demo, so that every part of a margin shows. */
export function riskYaml({ A, B }) {
  const [aave, uniswap, perp, vault] = [venue(A, 'aave-v3:core'), venue(B, 'uniswap-v3:core'), venue(B, 'perp-v2:curie'), vaultVenue(B)];
  const terms = (name, delay) => `    "${name}": { basis_rate: 0.005, withdrawal_delay: ${delay} }`;
  return `risk:
  id: demo
  version: 1
  model: derive-pmrm2
  history: ./${HISTORY_FILE}
  underlyings:
    - { underlying: "crypto:ETH", source: demo values, daily_volatility: 0.033, daily_volume: 2000000, half_spread: 0.0003, volatility: 0.6, rate: 0 }
    - { underlying: "crypto:BTC", source: demo values, daily_volatility: 0.024, daily_volume: 100000, half_spread: 0.0002, volatility: 0.5, rate: 0 }
    - underlying: "${usdcOn(A)}"
      source: demo values
      daily_volatility: 0.0005
      daily_volume: 5000000000
      half_spread: 0.0001
      peg: 1
      spot_moves: [-0.05, -0.01, 0.01]
      stress_as: "eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48" # USDC as the stress library knows it
  venues:
${[terms(venue(A, 'wallet:main'), '5m'), terms(aave, '5m'), terms(venue(B, 'wallet:main'), '20m'), terms(uniswap, '20m'), terms(perp, '20m'), terms(vault, '20m')].join('\n')}
  netting:
    id: demo
    version: 1
    default_recognition: 0
    maximum_age: 1h
    default_floor: 0.4
    sets:
      - { id: chain-b-desk, venues: ["${uniswap}", "${perp}"] }
    recognitions:
      - { between: ["${aave}", "${uniswap}"], theta: 0.75 }
      - { between: ["${aave}", "${perp}"], theta: 0.75 }
${[aave, uniswap, perp].map((other) => `      - { between: ["${vault}", "${other}"], theta: 0.75 }`).join('\n')}
`;
}
