// SPDX-License-Identifier: Apache-2.0
import { MaxUint256, parseUnits, zeroPadValue } from 'ethers';

/** Whole units, as a number or a decimal string, to base units. */
export const ether = (amount) => parseUnits(String(amount), 18);
export const usdc = (amount) => parseUnits(String(amount), 6);
export const wbtc = (amount) => parseUnits(String(amount), 8);
/** A USD price to the 8 decimals of a feed. */
export const feedPrice = (usd) => parseUnits(String(usd), 8);

/** The id of an EVM account in the risk oracle: left-padded. */
export const accountId = (address) => zeroPadValue(address, 32);

export const MAX = MaxUint256;
export const MAX_UINT128 = (1n << 128n) - 1n;
/** A deadline that never passes. */
export const NEVER = 1n << 40n;
export const ZERO_ADDRESS = '0x0000000000000000000000000000000000000000';

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
