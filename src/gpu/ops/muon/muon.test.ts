import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { Rng } from '@/base/rng';
import { describeOptimizerReference } from '../../flat/testing/optimizer-suite';
import { muon, muonPlan } from '.';
import { cases, planOf, usual } from './cases';
import { orthogonalised } from './paper';
import { factorTable } from './plan';

// Five cubic and quintic steps on the cpu backend round to float32 after each product; small singular values are enlarged up to 3.4^5 = 480 times, and so are the roundings (6e-8) of them.
describeOptimizerReference('muon', cases, { absolute: 2e-5, relative: 2e-5 });

describe('the paper’s Newton-Schulz', () => {
  test('leaves a matrix with orthogonal rows of one length where its scalar iteration leaves that length', () => {
    let x = 1 / Math.sqrt(2);
    for (let i = 0; i < 5; i++) x = 3.4445 * x - 4.775 * x ** 3 + 2.0315 * x ** 5;
    const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = orthogonalised([
      [3, 4],
      [-4, 3],
    ]);
    // The 1e-7 beside the norm, after the iteration's slope.
    for (const [value, unit] of [
      [a, 0.6],
      [b, 0.8],
      [c, -0.8],
      [d, 0.6],
    ] as const)
      expect(value).toBeCloseTo(x * unit, 6);
    expect(x).toBeGreaterThan(0.68);
    expect(x).toBeLessThan(1.14);
  });

  test('brings singular values near 1, of tall matrices as of wide ones', () => {
    const rng = new Rng(5);
    const g = Array.from({ length: 12 }, () => Array.from({ length: 4 }, () => rng.normal()));
    const x = orthogonalised(g);
    // x^T x has the squares of the singular values as eigenvalues: its trace and its distance from the identity are bounded by theirs.
    const gram = [0, 1, 2, 3].map((i) =>
      [0, 1, 2, 3].map((j) => x.reduce((s, row) => s + (row[i] ?? 0) * (row[j] ?? 0), 0)),
    );
    gram.forEach((row, i) => {
      expect(row[i]).toBeGreaterThan(0.45);
      expect(row[i]).toBeLessThan(1.35);
      row.forEach((value, j) => {
        if (i !== j) expect(Math.abs(value)).toBeLessThan(0.45);
      });
    });
  });
});

describe('plan', () => {
  test('groups pieces by size, wide, whatever their orientation', () => {
    const { groups, pieces, chunks } = planOf({
      expand: { shape: [8, 2], linear: { outputs: 'rows' } },
      qkv: { shape: [2, 6], linear: { outputs: 'columns', pieces: [2, 2, 2] } },
      shrink: { shape: [2, 8], linear: { outputs: 'rows' } },
    });
    expect(groups.parts.map(({ shape }) => shape)).toEqual([
      [2, 2, 8],
      [3, 2, 2],
    ]);
    expect(pieces.map(({ transposed }) => transposed)).toEqual([true, false, false, false, false]);
    expect(pieces.map(({ source }) => source)).toEqual([0, 128, 64, 66, 68]);
    expect(chunks.length).toBe(5);
  });

  test('maps to more outputs take larger steps', () => {
    const plan = planOf({
      expand: { shape: [8, 2], linear: { outputs: 'rows' } },
      shrink: { shape: [8, 2], linear: { outputs: 'columns' } },
    });
    expect([...factorTable(plan, new Set(['shrink']))]).toEqual([2, 0, 1, 1]);
  });

  test('pieces that do not make up their matrix, and missing momentum, are refused', () => {
    expect(() => planOf({ joined: { shape: [5, 2], linear: { outputs: 'rows', pieces: [2, 2] } } })).toThrow(
      /not made of/,
    );
    const { layout } = planOf({ a: { shape: [5, 2], linear: { outputs: 'rows' } } });
    expect(() => muonPlan(layout, layout, new Map())).toThrow(/no momentum/);
  });
});

test('a gradient of another size is refused', () => {
  const plan = planOf({ a: { shape: [5, 2], linear: { outputs: 'rows' } } });
  const zeros = () => tf.zeros([64]);
  const tensors = { parameter: zeros(), momentum: zeros(), gradient: tf.zeros([63]), gradientScale: tf.scalar(1) };
  expect(() => muon(tensors, plan, new Set(), usual)).toThrow(LoamError);
});
