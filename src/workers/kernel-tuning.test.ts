import { describe, expect, test } from 'vitest';
import { keepTuning, recallTuning, tuningKey } from '@/gpu/tune/remember';
import { tuningOf } from '@/gpu/tuning';
import { memoryStorage } from '@/storage/memory';
import { storedTuning } from './kernel-tuning';
import { writeText } from './text-files';

const adapter = { vendor: 'acme', architecture: 'a1', device: 'd', description: 'Acme 1, driver 5' };
const KEY = tuningKey(adapter, 'Chrome 156');
/** A device is only what decisions are attached to. */
const device = () => ({}) as GPUDevice; // nothing of it is called
const tile = (candidates: readonly number[] = [8, 16]) => ({
  key: 'tile',
  candidates,
  workload: () => ({ inputs: {}, run: () => [] }),
});

describe('decisions about kernels', () => {
  test('hold for an adapter, its driver and the software in between', () => {
    const keys = [
      KEY,
      tuningKey(adapter, 'Chrome 157'),
      ...Object.keys(adapter).map((part) => tuningKey({ ...adapter, [part]: 'other' }, 'Chrome 156')),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(tuningKey({ ...adapter }, 'Chrome 156')).toBe(KEY);
  });

  test('are there on the next visit', async () => {
    const storage = memoryStorage();
    const first = device();
    tuningOf(first).decide('tile', 16);
    expect(await keepTuning(first, KEY, storedTuning(storage))).toBe(true);
    const second = device();
    expect(await recallTuning(second, KEY, storedTuning(storage))).toBe(1);
    expect(tuningOf(second).choose(tile())).toBe(16);
    expect(tuningOf(second).takeOpen()).toEqual([]);
  });

  test('of another adapter are not taken, nor those of one whose file has the same name', async () => {
    const storage = memoryStorage();
    const other = tuningKey(adapter, 'Chrome 157');
    const first = device();
    tuningOf(first).decide('tile', 16);
    await keepTuning(first, KEY, storedTuning(storage));
    expect(await recallTuning(device(), other, storedTuning(storage))).toBe(0);
    const memory = { ...storedTuning(storage), load: () => storedTuning(storage).load(KEY) };
    expect(await recallTuning(device(), other, memory)).toBe(0);
    expect(await recallTuning(device(), KEY, memory)).toBe(1);
  });

  test.each([
    ['not JSON', '{'],
    ['something else', '[]'],
    ['a newer version', '{"version": 99}'],
    ['a wrong value', JSON.stringify({ version: 1, key: KEY, decisions: { tile: 16 } })],
  ])('a file that is %s counts as none, and is replaced', async (_, text) => {
    const storage = memoryStorage();
    const first = device();
    tuningOf(first).decide('tile', 16);
    await keepTuning(first, KEY, storedTuning(storage));
    const [path = ''] = await storage.list('');
    await writeText(storage, path, text);
    expect(await recallTuning(device(), KEY, storedTuning(storage))).toBe(0);
    await keepTuning(first, KEY, storedTuning(storage));
    expect(await recallTuning(device(), KEY, storedTuning(storage))).toBe(1);
  });

  test('that cannot be kept are no reason to stop', async () => {
    const storage = memoryStorage({ quotaBytes: 4 });
    expect(await keepTuning(device(), KEY, storedTuning(storage))).toBe(false);
    expect(await recallTuning(device(), KEY, storedTuning(storage))).toBe(0);
  });
});
