import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorReport } from '@/base/errors';
import { webgpuInternals } from '../backend';
import { type OpenDevice, openDevice } from '../device';
import { type DeviceTraits, setTraits } from '../device-traits';
import { type NodeWebGpu, setUpNodeWebGpu } from '../node-webgpu';
import { cast } from '../ops/cast';
import { mixedPrecision } from '../precision';
import { expectClose, type Tolerance } from './close';
import { floatNames, type OpCase, outputsAndGradients, runCase, toTensors } from './op-case';

/**
 * float32 against doubles: 6e-8 a rounding, sums of up to 512 products (about 512^0.5 roundings when random, 3e-6), and WGSL's exp, log
 * and tanh (a few units in the last place, times the argument). Ten times that, so that another driver's order of summation passes and a
 * missing or doubled term (1e-2 and more) never does.
 */
export const FLOAT32: Tolerance = { absolute: 2e-5, relative: 1e-4 };

/** Opens the test GPU (see node-webgpu) around the tests of a file; a failure the device reports fails the file. */
export function useTestDevice(): { device(): GPUDevice } {
  let node: NodeWebGpu;
  let opened: OpenDevice;
  const failures: ErrorReport[] = [];
  beforeAll(async () => {
    node = await setUpNodeWebGpu();
    await openDevice({ preferred: 'cpu', onFailure: () => {} }); // the oracle, made ready
    opened = await openDevice({ preferred: 'webgpu', onFailure: (report) => failures.push(report) });
    expect(opened.report.kind).toBe('webgpu');
  });
  afterAll(async () => {
    await webgpuInternals(tf.backend()).device.queue.onSubmittedWorkDone();
    opened.dispose();
    node.release();
    expect(failures).toEqual([]);
  });
  return { device: () => webgpuInternals(tf.backend()).device };
}

/** For ops whose software adapters take another kernel than GPUs: both are tested, wherever the test runs. */
export const BOTH: readonly DeviceTraits[] = [{ software: true }, { software: false }];

/** WGSL against the reference, output and gradients; bit-equal repetition; no tensor and no GPU buffer left behind. */
export function describeKernel(
  op: string,
  cases: readonly OpCase[],
  kernels: readonly DeviceTraits[] = [{ software: true }],
): void {
  describe.each(kernels)(`${op}, WGSL, %o`, (traits) => {
    const { device } = useTestDevice();
    beforeAll(() => setTraits(device(), traits));

    for (const one of cases) {
      test(one.name, async () => {
        await tf.setBackend('cpu');
        const expected = await runCase(one);
        await tf.setBackend('webgpu');
        const actual = await runCase(one);
        for (const [name, values] of Object.entries(expected)) expectClose(name, actual[name] ?? [], values, FLOAT32);
        if (one.once) return;
        const again = await runCase(one);
        expect(again, 'a second run differs in its bits').toEqual(actual);
      });
    }

    test('twenty repetitions leave no tensor and create no buffer', async () => {
      // Every kernel of an op runs in its first cases; more would repeat the same allocations.
      for (const one of cases.filter(({ once }) => !once).slice(0, 4)) await expectNoGrowth(one);
    });
  });
}

/**
 * f16 storage: 11 bits, so each stored number is off by up to 4.9e-4 of itself; inputs, output and gradients are rounded once each, and a sum of K
 * products of rounded numbers by about 4.9e-4 * sqrt(2 K) of a typical product. Ops whose cases sum more than 64 products give their own.
 */
export const FLOAT16: Tolerance = { absolute: 8e-3, relative: 8e-3 };

/**
 * The same cases with the named inputs stored as f16, under mixed precision, against the double-precision reference. Skipped, by name, on adapters
 * without shader-f16.
 */
export function describeHalfKernel(
  op: string,
  cases: readonly OpCase[],
  halves: readonly string[],
  { tolerance = FLOAT16, kernels = BOTH }: { tolerance?: Tolerance; kernels?: readonly DeviceTraits[] } = {},
): void {
  describe.each(kernels)(`${op}, f16, %o`, (traits) => {
    const { device } = useTestDevice();
    beforeAll(() => setTraits(device(), { ...traits, half: device().features.has('shader-f16') }));
    for (const one of cases) {
      test(one.name, async (context) => {
        if (!device().features.has('shader-f16')) context.skip('this adapter has no shader-f16');
        const inHalf: OpCase = {
          ...one,
          run: (inputs) =>
            mixedPrecision(true, () => {
              const given = Object.entries(inputs).map(([name, tensor]) => [
                name,
                halves.includes(name) ? cast(tensor, 'f16') : tensor,
              ]);
              return cast(one.run(Object.fromEntries(given)), 'f32');
            }),
        };
        await tf.setBackend('cpu');
        const expected = await runCase(one);
        await tf.setBackend('webgpu');
        // Gradients are taken inside, where the policy still holds.
        const actual = await mixedPrecision(true, () => runCase(inHalf));
        for (const [name, values] of Object.entries(expected)) expectClose(name, actual[name] ?? [], values, tolerance);
      });
    }
  });
}

async function expectNoGrowth(one: OpCase): Promise<void> {
  const backend = webgpuInternals(tf.backend());
  const tensors = toTensors(one.inputs);
  const names = floatNames(one.inputs);
  const dyFree = async () => {
    const { y, gradients } = outputsAndGradients(one.run, tensors, names);
    await Promise.all([y, ...gradients].map((tensor) => tensor.data()));
    tf.dispose([y, gradients]);
  };
  // tfjs uploads each dy through a staging buffer that it destroys; two rounds fill the pool with everything else.
  for (let i = 0; i < 3; i++) await dyFree();
  const before = { tensors: tf.memory().numTensors, used: backend.bufferManager.getNumUsedBuffers() };
  const bytes = backend.bufferManager.numBytesAllocated;
  for (let i = 0; i < 20; i++) await dyFree();
  const after = { tensors: tf.memory().numTensors, used: backend.bufferManager.getNumUsedBuffers() };
  expect(after, one.name).toEqual(before);
  expect(backend.bufferManager.numBytesAllocated, `${one.name}: bytes`).toBeLessThanOrEqual(bytes);
  tf.dispose(tensors);
}
