// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { half, magnitude, negate, scaleDown, sign, sum } from '../../../main/resources/META-INF/resources/js/decimal.mjs';
import { exact, percent, plainUsd, price, signed, signedUsd, span, unitDigits, utc } from '../../../main/resources/META-INF/resources/js/format.mjs';

const cases = (name, f, table) => test(name, () => table.forEach(([want, ...args]) => assert.equal(f(...args), want, JSON.stringify(args))));

cases('sum is exact', (...texts) => sum(texts), [
  ['0'], ['0', '0.1', '-0.1'], ['0.3', '0.1', '0.2'], ['-2.000000000000000001', '-3', '0.999999999999999999'],
  ['123456789012345678901234567890.5', '123456789012345678901234567890', '0.5'],
]);

cases('half is exact', half, [['0.5', '1'], ['-0.0005', '-0.001'], ['0', '0'], ['5', '10']]);
cases('negate has no negative zero', negate, [['0', '0'], ['-1.5', '1.5'], ['1.5', '-1.5']]);
cases('scaleDown shifts the point', scaleDown, [['1.000017297219682490060942715', '1000017297219682490060942715', 27], ['-0.002', '-2', 3], ['0', '0', 18]]);
cases('sign', sign, [[0, '0'], [1, '0.000000000000000001'], [-1, '-3']]);
cases('magnitude rounds half up', magnitude, [['1.00', '0.995', 2], ['0.99', '0.9949999999999999999', 2], ['2', '-1.5', 0], ['1.50', '1.5', 2]]);
cases('magnitude rounds towards zero when told', magnitude, [['0.99', '0.999', 2, 'floor'], ['1', '-1.9', 0, 'floor']]);

test('what is no decimal is refused', () => {
  for (const text of ['', '1e5', '.5', '01', '+1', 'NaN', '1.', undefined]) assert.throws(() => sum([text]), RangeError);
});

cases('signed dollars', signedUsd, [
  ['+$1,234,567.89', '1234567.885'], ['−$51,079.61', '-51079.614'], ['$0.00', '0'], ['+<$0.01', '0.0049'], ['−<$0.01', '-0.000001'], ['+$0.01', '0.005'],
  ['+$9,007,199,254,740,993.00', '9007199254740993'],
]);

cases('dollars without direction', plainUsd, [['$102,728.04', '102728.04185954348367122638'], ['$999.00', '999'], ['$1,000.00', '1000']]);
cases('signed quantities', signed, [['+0.1938', '0.193763428910340158', 4], ['−17.4000', '-17.4', 4], ['0', '0', 4], ['+<0.0001', '0.00001', 4]]);
cases('exact shows every digit', exact, [['1,000.000017', '1000.000017'], ['−12,000,206,458', '-12000206458'], ['0', '0']]);
cases('prices', price, [['$2,933.05', '2933.05'], ['$1.00', '1'], ['$0.9998', '0.9998'], ['$0.00001234', '0.00001234']]);

cases('a ratio is never rounded up', percent, [
  ['99.9 %', '0.999999'], ['99.4 %', '0.994462'], ['100 %', '1'], ['0 %', '0'], ['<0.1 %', '0.0009'], ['3.3 %', '0.033868'], ['10.0 %', '0.1'],
]);

cases('digits of a quantity follow the price', unitDigits, [[4, '2933.05'], [5, '59000'], [2, '1'], [2, '0.0001'], [4, undefined]]);

cases('times', utc, [
  ['2026-10-01 11:43:23 UTC', '2026-10-01T11:43:23Z', '2026-11-21T00:00:00Z'], ['11:43:23 UTC', '2026-10-01T11:43:23.5Z', '2026-10-01T23:00:00Z'],
]);

cases('spans', span, [['0 s', -5], ['0 s', 999], ['1 min 4 s', 64_000], ['1 h', 3_600_000], ['51 d 2 h', (51 * 24 + 2) * 3_600_000]]);
