import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { webgpuInternals } from '../../backend';
import { openDevice } from '../../device';
import { type DeviceTraits, setTraits } from '../../device-traits';
import { expectClose, type Tolerance } from '../../testing/close';
import { useTestDevice } from '../../testing/kernel-suite';
import type { FlatLayout } from '../layout';
import { flatOf, partsAndGaps } from './odd-parts';
import { firstValues, type OptimizerCase, runSteps, tenStepsReference } from './optimizer-case';

/** State is rounded to float32 (6e-8) at each of ten steps. */
const ROUNDED: Tolerance = { absolute: 1e-6, relative: 2e-6 };

/** Unit tests on the cpu backend: ten steps are those of the double-precision reference. */
export function describeOptimizerReference(op: string, cases: readonly OptimizerCase[], tolerance = ROUNDED): void {
  describe(`${op}, reference`, () => {
    beforeAll(async () => {
      await openDevice({ preferred: 'cpu', onFailure: () => {} });
    });
    for (const one of cases) {
      test(`ten steps: ${one.name}`, async () => {
        const before = tf.memory().numTensors;
        expectSame(one, await runSteps(one), tolerance);
        expect(tf.memory().numTensors, 'tensors left').toBe(before);
      });
    }
    for (const one of cases.slice(0, 1)) test('a scale below 0 changes no bit', () => expectUntouched(one));
  });
}

/** WGSL against the reference; gaps and untouched tensors to the bit; bit-equal repetition; nothing left behind. */
export function describeOptimizerKernel(
  op: string,
  cases: readonly OptimizerCase[],
  tolerance: Tolerance,
  kernels: readonly DeviceTraits[] = [{ software: true }],
): void {
  describe.each(kernels)(`${op}, WGSL, %o`, (traits) => {
    const { device } = useTestDevice();
    beforeAll(() => setTraits(device(), traits));
    for (const one of cases)
      test(`ten steps: ${one.name}`, async () => expectSame(one, await runSteps(one), tolerance));
    for (const one of cases.slice(0, 1)) {
      test('a second run has the same bits', async () => expect(await runSteps(one)).toEqual(await runSteps(one)));

      test('a scale below 0 changes no bit', () => expectUntouched(one));

      test('repetition leaves no tensor and no buffer', async () => {
        const { bufferManager } = webgpuInternals(tf.backend());
        const count = () => [tf.memory().numTensors, bufferManager.getNumUsedBuffers()];
        await runSteps(one, { steps: 2 });
        const before = count();
        for (let i = 0; i < 3; i++) await runSteps(one, { steps: 2 });
        expect(count()).toEqual(before);
      });
    }
  });
}

function layoutOf({ layout, slots }: OptimizerCase, name: string): FlatLayout {
  return slots[name] ?? layout;
}

/** The parts are the reference's, the gaps what they were: NaN. */
function expectSame(one: OptimizerCase, actual: Record<string, Float32Array>, tolerance: Tolerance): void {
  const expected = tenStepsReference(one);
  expect(Object.keys(actual)).toEqual(Object.keys(firstValues(one)));
  for (const [name, values] of Object.entries(actual)) {
    const layout = layoutOf(one, name);
    const { parts, gaps } = partsAndGaps(values, layout);
    const wanted = partsAndGaps(expected[name] ?? [], layout).parts;
    // What is left of large terms that cancel is off by roundings of the large ones.
    const largest = Math.max(1, ...wanted.map(Math.abs));
    expectClose(name, parts, wanted, { ...tolerance, absolute: largest * tolerance.absolute });
    expect(gaps.every(Number.isNaN), `${name}: a gap was written`).toBe(true);
  }
}

/** Gradients that would spoil everything, under a scale that says so. */
async function expectUntouched(one: OptimizerCase): Promise<void> {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const gradient = () => flatOf(one.layout, () => bad);
    expect(await runSteps({ ...one, scale: -1 }, { steps: 2, gradient })).toEqual(firstValues(one));
  }
}
