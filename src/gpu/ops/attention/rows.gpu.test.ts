import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type DeviceTraits, setTraits, traitsOf } from '../../device-traits';
import { expectClose } from '../../testing/close';
import { BOTH, describeHalfKernel, describeKernel, FLOAT32, useTestDevice } from '../../testing/kernel-suite';
import { floats, runCase, toTensors } from '../../testing/op-case';
import { tuneOpen } from '../../tune/tune';
import { tuningOf } from '../../tuning';
import { packedAttention } from '.';
import { cachedCases, cachedName, expectCached } from './cached-cases';
import { batchCases, cases, largeHeadCases } from './rows-cases';

const DIRECT: DeviceTraits = { software: true };
const TILED: DeviceTraits = { software: false };

// Tiles of 32: the cases from the first that fills one, and what is special about masks. Software adapters take their time over tiles.
describeKernel('attention over rows', cases, [DIRECT]);
describeKernel(
  'attention over rows',
  [...cases.slice(0, 2), ...cases.slice(4, 6), ...cases.slice(7, 8), ...cases.slice(9, 12)],
  [TILED],
);

describe.each(BOTH)('attention over a cache, WGSL, %o', (traits) => {
  const { device } = useTestDevice();
  beforeAll(() => setTraits(device(), traits));
  for (const one of cachedCases) test(cachedName(one), () => expectCached(one, FLOAT32));
});

describe('attention whose keys are handed round a subgroup', () => {
  const { device } = useTestDevice();
  beforeAll(() => setTraits(device(), { software: true, subgroups: device().features.has('subgroups') }));
  for (const one of [...cases.slice(0, 7), ...cases.slice(9, 11), ...largeHeadCases])
    test(one.name, async (context) => {
      if (!traitsOf(device()).subgroups) context.skip('this adapter has no subgroups');
      await tf.setBackend('cpu');
      const expected = await runCase(one);
      await tf.setBackend('webgpu');
      const actual = await runCase(one);
      for (const [name, values] of Object.entries(expected)) expectClose(name, actual[name] ?? [], values, FLOAT32);
    });
});

describeKernel('attention with large heads', largeHeadCases, BOTH);

describeHalfKernel('attention', batchCases, ['qkv', 'q', 'k', 'v']);

describe('attention, tuned', () => {
  const { device } = useTestDevice();
  beforeAll(() => setTraits(device(), { software: false, subgroups: device().features.has('subgroups') }));

  test('all ways that a GPU is offered agree, forward and backward', async () => {
    const { qkv } = toTensors({ qkv: floats([2 * 9, 4 * 8], 1) });
    const attend = (x: tf.Tensor) => packedAttention(x, { batchSize: 2, heads: 2, keyHeads: 1, mask: 'causal' });
    const once = async () => {
      const dx = tf.tidy(() => tf.grad((x: tf.Tensor) => attend(x).sum())(qkv as tf.Tensor)); // just made
      const values = await dx.data();
      dx.dispose();
      return values;
    };
    const before = await once();
    const { adapterInfo } = tf.backend() as unknown as { adapterInfo: GPUAdapterInfo }; // tfjs's copy of it
    const { choices } = await tuneOpen(device(), adapterInfo, { budgetMs: 60_000 });
    expect(choices.map(({ key }) => key.replace(/:.*/, '')).sort()).toEqual([
      'attention packed causal B2 H2/1 backward',
      'attention packed causal B2 H2/1 forward',
    ]);
    for (const { trials } of choices)
      expect(trials.map(({ rejected }) => rejected)).toEqual(trials.map(() => undefined));
    expectClose('dqkv', await once(), Float64Array.from(before), FLOAT32);
    expect(tuningOf(device()).takeOpen()).toEqual([]);
    tf.dispose(qkv);
  });
});
