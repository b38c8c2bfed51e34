import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorReport } from '@/base/errors';
import { webgpuInternals } from './backend';
import { openDevice } from './device';
import { type NodeWebGpu, setUpNodeWebGpu } from './node-webgpu';
import { gelu } from './ops/gelu';

describe('openDevice on WebGPU', () => {
  let node: NodeWebGpu;
  beforeAll(async () => {
    node = await setUpNodeWebGpu();
  });
  afterAll(() => node.release());

  test('reports the adapter and asks for more than the default limits', async () => {
    const { report, dispose } = await openDevice({ preferred: 'webgpu', onFailure: (r) => expect.fail(r.what) });
    expect(report.kind).toBe('webgpu');
    expect(report.name).not.toBe('');
    expect(report.features).toContain('subgroups');
    expect(report.limits.maxStorageBuffersPerShaderStage).toBeGreaterThan(8);
    expect(tf.getBackend()).toBe('webgpu');
    dispose();
  });

  test('opens again after dispose, and computes', async () => {
    for (let i = 0; i < 2; i++) {
      const { dispose } = await openDevice({ preferred: 'webgpu', onFailure: (r) => expect.fail(r.what) });
      const y = gelu(tf.tensor([0, 100]));
      expect([...(await y.data())]).toEqual([0, 100]);
      y.dispose();
      dispose();
    }
  });

  test('a rejected command and a lost device are reported, once', async () => {
    const failures: ErrorReport[] = [];
    const { dispose } = await openDevice({ preferred: 'webgpu', onFailure: (report) => failures.push(report) });
    const { device } = webgpuInternals(tf.backend());
    device.createBuffer({ size: 4, usage: 0 });
    await device.queue.onSubmittedWorkDone();
    expect(failures.map(({ code }) => code)).toEqual(['gpu/rejected']);
    device.destroy();
    await device.lost;
    expect(failures).toHaveLength(1);
    dispose();

    const lost: ErrorReport[] = [];
    const second = await openDevice({ preferred: 'webgpu', onFailure: (report) => lost.push(report) });
    const other = webgpuInternals(tf.backend()).device;
    other.destroy();
    await other.lost;
    expect(lost.map(({ code }) => code)).toEqual(['gpu/lost']);
    second.dispose();
  });
});
