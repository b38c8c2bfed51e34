import * as tf from '@tensorflow/tfjs';
import { afterEach, expect, test, vi } from 'vitest';
import { openDevice } from './device';

afterEach(() => {
  vi.unstubAllGlobals();
});
const onFailure = () => expect.fail('no failure was due');

test('cpu on request', async () => {
  const { report } = await openDevice({ preferred: 'cpu', onFailure });
  expect(report).toMatchObject({ kind: 'cpu', software: true });
  expect(tf.getBackend()).toBe('cpu');
});

test.each([
  ['no navigator.gpu', undefined, /Chrome/],
  ['no adapter', { requestAdapter: async () => null }, /Chrome/],
  ['a refusal', { requestAdapter: () => Promise.reject(new Error('blocklisted')) }, /blocklisted/],
])('%s ends on cpu with a remedy', async (_, gpu, remedy) => {
  const userAgent = 'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36';
  vi.stubGlobal('navigator', { gpu, userAgent });
  const { report } = await openDevice({ preferred: 'webgpu', onFailure });
  expect(report.kind).toBe('cpu');
  expect(report.remedy).toMatch(remedy);
  expect(tf.getBackend()).toBe('cpu');
});
