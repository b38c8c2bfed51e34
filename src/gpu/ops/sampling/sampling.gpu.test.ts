import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { webgpuInternals } from '../../backend';
import { setTraits } from '../../device-traits';
import { planRecording } from '../../graph/plan';
import { Program } from '../../graph/program';
import { record } from '../../graph/record';
import { BOTH, useTestDevice } from '../../testing/kernel-suite';
import { cast } from '../cast';
import { type SampleSettings, sampleTokens } from '.';
import { cases, type SampleCase } from './cases';
import { marginOf } from './margin';
import { sampleReference } from './reference';
import { settingsNow } from './settings';

const plain: SampleSettings = { temperature: 1, topK: 0, topP: 1, seed: 1, position: 0 };

async function drawn(values: ArrayLike<number>, shape: readonly number[], settings: SampleSettings): Promise<number[]> {
  const ids = tf.tidy(() => sampleTokens(tf.tensor(Float32Array.from(values), [...shape]), settings));
  const result = [...(await ids.data())];
  ids.dispose();
  return result;
}

/** `logits` as the kernel sees them, in doubles. */
function expectReference(
  { name, logits: { shape }, settings }: SampleCase,
  logits: Float64Array,
  got: readonly number[],
) {
  const [rows = 0, columns = 0] = shape;
  const expected = sampleReference(logits, columns, settings);
  const row = (i: number) => logits.subarray(i * columns, (i + 1) * columns);
  // Weights and sums in float32 are off by some 1e-6 of the total: nearer than 1e-5 to another id either may be chosen.
  const clear = got.flatMap((_, i) => (marginOf(row(i), i, settings) > 1e-5 ? [i] : []));
  expect(clear.length / rows, `${name}: clear draws`).toBeGreaterThanOrEqual(0.95);
  expect(got.length).toBe(rows);
  for (const id of got) expect(Number.isInteger(id) && id >= 0 && id < columns, `${name}: ${id} is an id`).toBe(true);
  expect(clear.map((i) => got[i])).toEqual(clear.map((i) => expected[i]));
}

describe.each(BOTH)('sampleTokens, WGSL, %o', (traits) => {
  const { device } = useTestDevice();
  beforeAll(() => setTraits(device(), traits));

  for (const one of cases) {
    test(one.name, async () => {
      const { shape, values } = one.logits;
      const got = await drawn(values, shape, one.settings);
      expectReference(one, Float64Array.from(values), got);
      expect(await drawn(values, shape, one.settings), 'a second run differs').toEqual(got);
    });
  }

  // Halves end at 65,504.
  for (const one of cases.filter(({ name, logits: { shape } }) => !name.includes('1e38') && (shape[1] ?? 0) <= 1000)) {
    test(`f16: ${one.name}`, async (context) => {
      if (!device().features.has('shader-f16')) context.skip('this adapter has no shader-f16');
      const { ids, seen } = tf.tidy(() => {
        const x = cast(tf.tensor(one.logits.values.slice(), [...one.logits.shape]), 'f16');
        return { ids: sampleTokens(x, one.settings), seen: cast(x, 'f32') };
      });
      expectReference(one, Float64Array.from(await seen.data()), [...(await ids.data())]);
      tf.dispose([ids, seen]);
    });
  }

  test('bounds among equals fall where they should to the id', async () => {
    const equal = new Float32Array(24 * 300).fill(-2.5);
    const ids = async (settings: Partial<SampleSettings>) =>
      new Set(await drawn(equal, [24, 300], { ...plain, ...settings }));
    // Sums of ones are exact: 3 of 300 by count, 3 of 300 by a little less than 1 % of the probability, 2 of 4 by both.
    expect(await ids({ topK: 3 })).toEqual(new Set([0, 1, 2]));
    expect(await ids({ topP: 0.00999 })).toEqual(new Set([0, 1, 2]));
    expect(await ids({ topK: 4, topP: 0.5 })).toEqual(new Set([0, 1]));
  });

  test('NaN and infinities end in an id', async () => {
    const [nan, high, low] = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const rows: readonly { logits: readonly number[]; possible: readonly number[] }[] = [
      { logits: [nan, 1, nan, 1, nan], possible: [1, 3] },
      { logits: [5, high, 5, high, nan], possible: [1, 3] },
      { logits: [low, low, low, low, low], possible: [0, 1, 2, 3, 4] },
      { logits: [nan, nan, nan, nan, nan], possible: [0, 1, 2, 3, 4] },
      { logits: [3e38, -3e38, low, 3e38, 0], possible: [0, 3] },
      { logits: [-0, 0, -0, -1e9, low], possible: [0, 1, 2] },
      { logits: [-1e9, -1e9, -1e9, 7, -1e9], possible: [3] },
    ];
    const four = [...rows, ...rows, ...rows, ...rows];
    const logits = four.flatMap((row) => row.logits);
    for (const some of [{}, { topK: 2 }, { topK: 3, topP: 0.7 }, { temperature: 0 }, { temperature: 1e-30 }]) {
      const got = await drawn(logits, [four.length, 5], { ...plain, ...some });
      const outside = four.filter(({ possible }, i) => !possible.includes(got[i] ?? -1));
      expect(outside, JSON.stringify(some)).toEqual([]);
    }
  });

  test('draws have the frequencies of the softmax', async () => {
    const probabilities = [0.3, 0.05, 0.25, 0.15, 0.2, 0.05];
    // SwiftShader takes some 6 ms for a workgroup of 256 invocations with its barriers.
    const draws = traits.software ? 4000 : 200;
    const logits = Array.from({ length: draws * 6 }, (_, i) => Math.log(probabilities[i % 6] ?? 0));
    const got = await drawn(logits, [draws, 6], plain);
    const chi = probabilities.reduce((sum, probability, id) => {
      const expected = draws * probability;
      return sum + (got.filter((x) => x === id).length - expected) ** 2 / expected;
    }, 0);
    // Chi-squared with 5 degrees of freedom exceeds 20.5 once in 1,000 seeds.
    expect(chi).toBeLessThan(20.5);
  });

  test('repetition leaves no tensor and no buffer', async () => {
    const { bufferManager } = webgpuInternals(tf.backend());
    const draw = () => drawn(Float32Array.of(1, 2, 3, 4), [2, 2], { ...plain, topK: 1 });
    const count = () => [tf.memory().numTensors, bufferManager.getNumUsedBuffers()];
    for (let i = 0; i < 3; i++) await draw();
    const before = count();
    for (let i = 0; i < 20; i++) await draw();
    expect(count()).toEqual(before);
  });
});

describe('sampleTokens, recorded', () => {
  const { device } = useTestDevice();

  test('one recorded plan serves every setting', async () => {
    const [rows, columns] = [8, 300];
    const logits = Float32Array.from({ length: rows * columns }, (_, i) => 3 * Math.sin(i * i));
    let now = settingsNow(plain);
    const settings: SampleSettings = {
      temperature: () => now.temperature,
      topK: () => now.topK,
      topP: () => now.topP,
      seed: () => now.seed,
      position: () => now.position,
    };
    // tfjs's copy of the adapter's info, private: all that its backend reads.
    const { adapterInfo } = tf.backend() as unknown as { adapterInfo: GPUAdapterInfo };
    const recording = await record(device(), adapterInfo, ({ input }) => ({
      ids: sampleTokens(input('logits', [rows, columns]), settings),
    }));
    const program = await Program.compile(planRecording(recording, device().limits), device(), new Map());
    program.input('logits').f32.set(logits);
    for (const some of [
      {},
      { topK: 5 },
      { temperature: 0 },
      { topP: 0.4, seed: 8 },
      { topK: 90, topP: 0.8, position: 3 },
    ]) {
      now = settingsNow({ ...plain, ...some });
      const { results } = await program.submit();
      const ids = new Int32Array((await results).get('ids') ?? new ArrayBuffer(0));
      expect([...ids], JSON.stringify(some)).toEqual(await drawn(logits, [rows, columns], now));
    }
    program.dispose();
  });
});
