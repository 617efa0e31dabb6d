// SPDX-License-Identifier: Apache-2.0
// Uniswap v3 from @uniswap/v3-core and @uniswap/v3-periphery: factory, router, position manager, and the pools of the story.
import { encodeBytes32String } from 'ethers';
import { artifact, link } from './artifacts.mjs';
import { START_PRICES } from './deploy-tokens.mjs';
import { Pair } from './uniswap-math.mjs';

const FEE_LOW = 500;
const FEE_MEDIUM = 3000; // hundredths of a basis point

// base is priced in quote
const POOLS = {
  'ETH/USDC': { base: 'WETH', quote: 'USDC', fee: FEE_MEDIUM, price: START_PRICES.ETH },
  'ETH/USDC low': { base: 'WETH', quote: 'USDC', fee: FEE_LOW, price: START_PRICES.ETH },
  'BTC/ETH': { base: 'WBTC', quote: 'WETH', fee: FEE_MEDIUM, price: '20' },
  'ETH/MYST': { base: 'WETH', quote: 'MYST', fee: FEE_MEDIUM, price: '1500' },
  'ETH/NODEC': { base: 'WETH', quote: 'NODEC', fee: FEE_MEDIUM, price: '100' },
};

/** Places for price observations in a pool that is asked for half-hour averages: one a trade, at most one a second. */
const OBSERVATIONS = 400;

export async function deployUniswap(chain, accounts, tokens, own) {
  const { keeper } = accounts;
  const factory = await chain.deploy(keeper, artifact('uniswapCore', 'UniswapV3Factory'));
  const router = await chain.deploy(keeper, artifact('uniswapPeriphery', 'SwapRouter'), [factory.address, tokens.WETH.address]);
  const svg = await chain.deploy(keeper, artifact('uniswapPeriphery', 'libraries/NFTDescriptor'));
  const descriptorCode = link(artifact('uniswapPeriphery', 'NonfungibleTokenPositionDescriptor'), { NFTDescriptor: svg.address });
  const descriptor = await chain.deploy(keeper, descriptorCode, [tokens.WETH.address, encodeBytes32String('ETH')]);
  const positions = await chain.deploy(keeper, artifact('uniswapPeriphery', 'NonfungiblePositionManager'),
    [factory.address, tokens.WETH.address, descriptor.address]);
  const pools = {};
  for (const [name, { base, quote, fee, price }] of Object.entries(POOLS)) {
    pools[name] = await createPool(chain, keeper, factory, { pair: new Pair(tokens[base], tokens[quote]), fee, price });
  }
  const flashBorrower = await chain.deploy(keeper, own.FlashBorrowerDouble);
  return { factory, router, positions, descriptor, pools, flashBorrower };
}

/** Creates a pool and sets its first price. @returns {Promise<{contract, address, pair, fee, spacing}>} */
export async function createPool(chain, from, factory, { pair, fee, price }) {
  const receipt = await factory.send(from, 'createPool', pair.base.address, pair.quote.address, fee);
  const [{ pool: address, tickSpacing }] = factory.events(receipt, 'PoolCreated');
  const contract = chain.contractAt(artifact('uniswapCore', 'UniswapV3Pool'), address);
  await contract.send(from, 'initialize', pair.sqrtPrice(price));
  return { contract, address: contract.address, pair, fee, spacing: Number(tickSpacing) };
}

/** Makes a pool remember enough prices for time-weighted averages. */
export async function rememberPrices(from, pool) {
  await pool.contract.send(from, 'increaseObservationCardinalityNext', OBSERVATIONS);
}
