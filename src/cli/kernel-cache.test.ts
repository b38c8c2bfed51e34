import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cacheFolder, diskTuning } from './kernel-cache';

test.each([
  [{}, '/home/ada/.cache/loam'],
  [{ XDG_CACHE_HOME: '/var/caches' }, '/var/caches/loam'],
  [{ XDG_CACHE_HOME: '' }, '/home/ada/.cache/loam'],
  [{ XDG_CACHE_HOME: 'here' }, '/home/ada/.cache/loam'],
])('with %o caches are in %s', (env, folder) => {
  expect(cacheFolder(env, '/home/ada')).toBe(folder);
});

describe('diskTuning', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loam-cache-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('keeps a file for each key in a folder that it makes, for the next process', async () => {
    const env = { XDG_CACHE_HOME: join(folder, 'not', 'there yet') };
    const value = { version: 1, key: 'a', decisions: { x: '8' } } as const;
    const memory = diskTuning(env);
    expect(await memory.load('a')).toBeUndefined();
    await memory.save('a', value);
    await memory.save('b', { ...value, key: 'b' });
    expect(await diskTuning(env).load('a')).toEqual(value);
    const names = await readdir(cacheFolder(env, ''));
    expect(names.filter((name) => /^kernels-[0-9a-f]{8}\.json$/.test(name))).toHaveLength(2);
  });

  test('a folder that cannot be written says so', async () => {
    await writeFile(join(folder, 'file'), '');
    const memory = diskTuning({ XDG_CACHE_HOME: join(folder, 'file') });
    await expect(memory.save('a', { version: 1, key: 'a', decisions: {} })).rejects.toThrow();
  });
});
