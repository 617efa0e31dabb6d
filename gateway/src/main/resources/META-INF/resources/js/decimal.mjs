// SPDX-License-Identifier: Apache-2.0
// Exact arithmetic on the API's canonical decimal strings. A decimal is held as n / 10^scale, n a BigInt.

const CANONICAL = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

function parse(text) {
  const match = CANONICAL.exec(text);
  if (match === null) throw new RangeError(`not a decimal: "${text}"`);
  const [, minus, whole, fraction = ''] = match;
  const n = BigInt(whole + fraction);
  return { n: minus ? -n : n, scale: fraction.length };
}

function print({ n, scale }) {
  const digits = (n < 0n ? -n : n).toString().padStart(scale + 1, '0');
  const fraction = scale === 0 ? '' : digits.slice(-scale).replace(/0+$/, '');
  const whole = scale === 0 ? digits : digits.slice(0, -scale);
  return `${n < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
}

/** Exact sum of decimal strings, canonical. */
export function sum(texts) {
  const parts = texts.map(parse);
  const scale = Math.max(0, ...parts.map((part) => part.scale));
  const n = parts.reduce((total, part) => total + part.n * 10n ** BigInt(scale - part.scale), 0n);
  return print({ n, scale });
}

/** Exact half of a decimal string. */
export function half(text) {
  const { n, scale } = parse(text);
  return print({ n: n * 5n, scale: scale + 1 });
}

/** The number shifted by a power of ten: base units with their decimals, rays. */
export function scaleDown(text, power) {
  const { n, scale } = parse(text);
  return print({ n, scale: scale + power });
}

export function negate(text) {
  const { n, scale } = parse(text);
  return print({ n: -n, scale });
}

/** -1, 0 or 1. */
export function sign(text) {
  const { n } = parse(text);
  return n > 0n ? 1 : n < 0n ? -1 : 0;
}

/** Magnitude with exactly `digits` fraction digits, rounded half up ('round') or towards zero ('floor'). */
export function magnitude(text, digits, mode = 'round') {
  const { n, scale } = parse(text);
  const positive = n < 0n ? -n : n;
  const shift = 10n ** BigInt(Math.abs(scale - digits));
  const carry = mode === 'round' ? shift / 2n : 0n;
  const rounded = scale <= digits ? positive * shift : (positive + carry) / shift;
  const text2 = rounded.toString().padStart(digits + 1, '0');
  return digits === 0 ? text2 : `${text2.slice(0, -digits)}.${text2.slice(-digits)}`;
}
