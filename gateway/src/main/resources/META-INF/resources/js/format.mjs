// SPDX-License-Identifier: Apache-2.0
// Numbers, ratios and times as people read them. Numbers come in as decimal strings and never pass through a float.

import { magnitude, sign } from './decimal.mjs';

const MINUS = '\u2212';
const SIGNS = { '-1': MINUS, 0: '', 1: '+' };

function grouped(digits) {
  const [whole, fraction] = digits.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

function number(text, digits, unit, signs) {
  const direction = sign(text);
  if (direction === 0 && unit === '') return '0';
  const shown = magnitude(text, digits);
  const vanishes = direction !== 0 && sign(shown) === 0;
  const least = digits === 0 ? '1' : `0.${'0'.repeat(digits - 1)}1`;
  return `${signs[direction]}${vanishes ? '<' : ''}${unit}${grouped(vanishes ? least : shown)}`;
}

/** "+1,234.50", "−0.02", "0"; "+<0.01" when rounding would hide that there is something. */
export const signed = (text, digits) => number(text, digits, '', SIGNS);

/** "1,234.50": for quantities that have no direction. A negative one keeps its sign. */
export const plain = (text, digits) => number(text, digits, '', { ...SIGNS, 1: '' });

export const signedUsd = (text) => number(text, 2, '$', SIGNS);

export const plainUsd = (text) => number(text, 2, '$', { ...SIGNS, 1: '' });

/** All digits of a decimal, grouped. */
export const exact = (text) => plain(text, (text.split('.')[1] ?? '').length);

/** A price, to the cent or, below one dollar, to four significant digits. */
export function price(text) {
  const zeros = /^0\.(0*)/.exec(text)?.[1].length;
  return number(text, zeros === undefined ? 2 : zeros + 4, '$', { ...SIGNS, 1: '' });
}

/** "99.4 %". Rounded down: what is not fully offset never reads as 100 %. */
export function percent(ratio) {
  if (sign(ratio) === 0) return '0 %';
  if (magnitude(ratio, 0, 'floor') !== '0') return '100 %';
  const digits = magnitude(ratio, 3, 'floor').split('.')[1];
  const tenths = `${Number(digits.slice(0, 2))}.${digits[2]}`;
  return tenths === '0.0' ? '<0.1 %' : `${tenths} %`;
}

/** Fraction digits for quantities of an underlying at this price, so that the last digit is worth a dollar at most. */
export function unitDigits(px) {
  if (px === undefined) return 4;
  const whole = magnitude(px, 0, 'floor');
  return Math.min(8, Math.max(2, whole === '0' ? 2 : whole.length));
}

/** "2026-10-01 11:43:23 UTC" of an RFC 3339 timestamp in UTC; without the date when that is `today`. */
export function utc(timestamp, today = new Date().toISOString()) {
  const time = `${timestamp.slice(11, 19)} UTC`;
  return timestamp.slice(0, 10) === today.slice(0, 10) ? time : `${timestamp.slice(0, 10)} ${time}`;
}

/** A span of time in its two largest units: "4 min 10 s". */
export function span(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const units = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]];
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first === -1) return '0 s';
  let rest = seconds;
  const parts = units.slice(first, first + 2).map(([name, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? `${count} ${name}` : '';
  });
  return parts.filter(Boolean).join(' ');
}

/** "0x1234…abcd" of a long hex string. */
export const shortHex = (hex) => (hex.length > 14 ? `${hex.slice(0, 6)}\u2026${hex.slice(-4)}` : hex);
