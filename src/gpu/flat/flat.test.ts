import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDevice } from '../device';
import { BLOCK, blockConstant, blockTable, DECAYED, flatLayout, onlyParts, partsOf, placeTable } from './layout';
import { pack, split } from './pack';
import { flatFloats, ODD_DECAYED, ODD_PARTS, partsAndGaps } from './testing/odd-parts';

describe('layout', () => {
  test('parts begin at multiples of 64 in the order given and do not overlap', () => {
    let end = 0;
    for (const { offset, size, shape, name } of ODD_PARTS.parts) {
      expect(offset % BLOCK, name).toBe(0);
      expect(offset - end, name).toBeGreaterThanOrEqual(0);
      expect(offset - end, name).toBeLessThan(BLOCK);
      expect(size, name).toBe(shape.reduce((a, b) => a * b, 1));
      end = offset + size;
    }
    expect(ODD_PARTS.size).toBe(Math.ceil(end / BLOCK) * BLOCK);
    expect(ODD_PARTS.parts.map(({ offset }) => offset)).toEqual([0, 64, 128, 192, 320, 512]);
  });

  test('a scalar has one element, an empty tensor none', () => {
    const { parts, size } = flatLayout([
      { name: 'scalar', shape: [] },
      { name: 'empty', shape: [0] },
      { name: 'last', shape: [2] },
    ]);
    expect(parts.map(({ offset, size }) => [offset, size])).toEqual([
      [0, 1],
      [64, 0],
      [64, 2],
    ]);
    expect(size).toBe(128);
  });

  test('keys are equal for equal layouts only', () => {
    const one = { name: 'a', shape: [2, 3] };
    expect(flatLayout([one]).key).toBe(flatLayout([{ ...one }]).key);
    const others = [
      flatLayout([one]),
      flatLayout([{ name: 'b', shape: [2, 3] }]),
      flatLayout([{ ...one, shape: [6] }]),
    ];
    expect(new Set(others.map(({ key }) => key)).size).toBe(3);
  });

  test('the block table counts every element of every part once and marks the decayed', () => {
    const table = blockTable(ODD_PARTS, ODD_DECAYED);
    expect(table.length).toBe(ODD_PARTS.size / BLOCK);
    const decayed = 64 | DECAYED;
    expect([...table]).toEqual([
      1 | DECAYED,
      63,
      decayed,
      64,
      1,
      64,
      64,
      3,
      decayed,
      decayed,
      decayed,
      decayed,
      44 | DECAYED,
    ]);
    const counted = [...blockTable(ODD_PARTS)].reduce((a, b) => a + b, 0);
    expect(counted).toBe(ODD_PARTS.parts.reduce((sum, { size }) => sum + size, 0));
    expect(blockConstant(ODD_PARTS, ODD_DECAYED).key).not.toBe(blockConstant(ODD_PARTS).key);
  });

  test('some parts keep their places; a place table says where they lie in another layout', () => {
    const kept = onlyParts(ODD_PARTS, ({ name }) => name === 'above' || name === 'several');
    expect([...blockTable(kept)]).toEqual([0, 0, 0, 64, 1, 0, 0, 0, 64, 64, 64, 64, 44]);
    expect(kept.key).not.toBe(ODD_PARTS.key);
    const there = flatLayout(
      ODD_PARTS.parts.map(({ name, shape }) => ({
        name,
        shape: kept.parts.some((p) => p.name === name) ? shape : [0],
      })),
    );
    expect(there.size).toBe(7 * BLOCK);
    expect([...placeTable(ODD_PARTS, there)]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 2, 3, 4, 5, 6]);
    expect(() => placeTable(ODD_PARTS, flatLayout(kept.parts))).toThrow(/one has another size or place/);
  });

  test('parts on the host are views', () => {
    const flat = new Float32Array(ODD_PARTS.size);
    partsOf(flat, ODD_PARTS).get('above')?.fill(3);
    expect(flat.indexOf(3)).toBe(192);
    expect(flat.lastIndexOf(3)).toBe(192 + 64);
  });
});

describe('pack and split, cpu', () => {
  beforeAll(async () => {
    await openDevice({ preferred: 'cpu', onFailure: () => {} });
  });

  test('there and back is the same', async () => {
    const values = flatFloats(ODD_PARTS, 1);
    const flat = tf.tensor1d(values);
    const parts = split(flat, ODD_PARTS);
    for (const { name, shape, offset, size } of ODD_PARTS.parts) {
      expect(parts.get(name)?.shape).toEqual(shape);
      expect(await parts.get(name)?.data(), name).toEqual(values.subarray(offset, offset + size));
    }
    const again = Float32Array.from(await pack([...parts.values()], ODD_PARTS).data());
    expect(partsAndGaps(again, ODD_PARTS).parts).toEqual(partsAndGaps(values, ODD_PARTS).parts);
  });

  test('parts do not follow later changes of the flat tensor', async () => {
    const flat = tf.variable(tf.zeros<tf.Rank.R1>([ODD_PARTS.size]));
    const before = split(flat, ODD_PARTS).get('odd');
    flat.assign(tf.ones([ODD_PARTS.size]));
    expect(new Set(await before?.data())).toEqual(new Set([0]));
  });

  test('another shape, a missing part and another size are refused', () => {
    const parts = ODD_PARTS.parts.map(({ shape }) => tf.zeros([...shape]));
    expect(() => pack([...parts].reverse(), ODD_PARTS)).toThrow(/one should be \[1\] and is \[3,100\]/);
    expect(() => pack(parts.slice(0, 5), ODD_PARTS)).toThrow(/several should be/);
    expect(() => split(tf.zeros([ODD_PARTS.size - 1]), ODD_PARTS)).toThrow(/elements for a layout/);
  });
});
