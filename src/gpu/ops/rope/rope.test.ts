import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { describeReference } from '../../testing/reference-suite';
import { ropeRows } from '.';
import { cases } from './cases';
import { ropeRowsReference } from './reference';

describeReference('ropeRows', cases);

/** One head of 4, theta 100: pairs (0, 2) by the position's angle, (1, 3) by a tenth of it. */
function turn([a = 0, b = 0, c = 0, d = 0]: Float64Array, position: number): Float64Array {
  const [cos, sin, slowCos, slowSin] = [
    Math.cos(position),
    Math.sin(position),
    Math.cos(position / 10),
    Math.sin(position / 10),
  ];
  return Float64Array.of(a * cos - c * sin, b * slowCos - d * slowSin, c * cos + a * sin, d * slowCos + b * slowSin);
}

test('turns each head by its position and leaves the rest', () => {
  const x = Float64Array.from({ length: 2 * 3 * 12 }, (_, i) => Math.sin(i)); // B2 T3, 2 of 3 heads of 4
  const settings = { headSize: 4, theta: 100, offset: 5, sign: 1 };
  const y = ropeRowsReference(x, 12, { ...settings, batch: 2, heads: 2 });
  for (let row = 0; row < 6; row++)
    for (let h = 0; h < 3; h++) {
      const head = x.slice(row * 12 + 4 * h, row * 12 + 4 * h + 4);
      const turned = turn(head, 5 + (row % 3));
      const got = y.slice(row * 12 + 4 * h, row * 12 + 4 * h + 4);
      // Doubles, the angle computed in two ways.
      (h < 2 ? turned : head).forEach((value, i) => {
        expect(got[i]).toBeCloseTo(value, 12);
      });
    }
});

test('odd heads, heads beyond the columns, uneven batches and positions beyond the table are refused', () => {
  const options = { batchSize: 1, heads: 2, headSize: 4, theta: 100, offset: 0, positions: 8 };
  const x = tf.zeros([3, 8]);
  expect(() => ropeRows(x, { ...options, headSize: 1 })).toThrow(LoamError);
  expect(() => ropeRows(x, { ...options, heads: 3 })).toThrow(LoamError);
  expect(() => ropeRows(x, { ...options, batchSize: 2 })).toThrow(LoamError);
  expect(() => ropeRows(x, { ...options, offset: 6 })).toThrow(LoamError);
});
