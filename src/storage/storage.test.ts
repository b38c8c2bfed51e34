import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { LoamError } from '@/base/errors';
import { claimStorage } from './claim-storage';
import { readText, storageCases, writeText } from './conformance';
import { diskStorage } from './disk';
import { fakeOpfs } from './fake-opfs';
import { memoryStorage } from './memory';
import { opfsStorage, sweepOpfs } from './opfs';
import type { Storage } from './storage';

const folders: string[] = [];
async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'loam-storage-'));
  folders.push(made);
  return made;
}
afterAll(async () => {
  for (const made of folders) await rm(made, { recursive: true, force: true });
});

const twins: Readonly<Record<string, () => Promise<Storage>>> = {
  memory: async () => memoryStorage(),
  disk: async () => diskStorage(join(await folder(), 'made on demand')),
  'opfs over fake handles': () => opfsStorage(fakeOpfs()),
  'opfs without move': () => opfsStorage(fakeOpfs({ canMove: false })),
};
describe.each(Object.keys(twins))('%s', (name) => {
  test.each(storageCases.map((entry) => [entry.name, entry] as const))('%s', async (_, entry) => {
    await entry.run(await (twins[name] as () => Promise<Storage>)());
  });
});

const mebibyte = new Uint8Array(1 << 20);
describe.each([
  ['memory', async () => memoryStorage({ quotaBytes: 2.5 * mebibyte.length })],
  ['opfs', () => opfsStorage(fakeOpfs({ quotaBytes: 2.5 * mebibyte.length }))],
] as const)('%s that is full', (_, make) => {
  test('says how full, keeps the old file, and frees what it wrote', async () => {
    const storage = await make();
    await writeText(storage, 'f', 'old');
    const writer = await storage.create('f');
    await writer.write(mebibyte);
    await writer.write(mebibyte);
    const error = await writer.write(mebibyte).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(LoamError);
    expect((error as LoamError).report).toMatchObject({
      code: 'storage/full',
      what: 'Storage is full: 2.1 MB used of 2.6 MB',
      where: 'f',
      remedy: expect.stringContaining('Remove'),
    });
    await writer.abort();
    expect(await readText(storage, 'f')).toBe('old');
    expect((await storage.usage()).usedBytes).toBe(3);
  });
});

describe('disk', () => {
  test('leaves nothing beside the files', async () => {
    const root = await folder();
    const storage = diskStorage(root);
    await writeText(storage, 'model.safetensors', 'weights');
    await (await storage.create('given up')).abort();
    expect(await readdir(root)).toEqual(['model.safetensors']);
  });
  test('a reader keeps the version it opened', async () => {
    const storage = diskStorage(await folder());
    await writeText(storage, 'f', 'one');
    const reader = await storage.open('f');
    await writeText(storage, 'f', 'two');
    const target = new Uint8Array(3);
    reader.read(target, 0);
    reader.close();
    expect(new TextDecoder().decode(target)).toBe('one');
  });
  test('says when a file is where a folder is needed', async () => {
    const storage = diskStorage(await folder());
    await writeText(storage, 'f', 'x');
    await expect(writeText(storage, 'f/g', 'y')).rejects.toMatchObject({ report: { code: 'storage/clash' } });
    await expect(storage.open('f/g')).rejects.toMatchObject({ report: { code: 'storage/missing' } });
  });
});

describe('opfs', () => {
  test('says when the browser has no file storage', async () => {
    await expect(opfsStorage(undefined)).rejects.toMatchObject({ report: { code: 'storage/unavailable' } });
    const forbidden = { ...fakeOpfs(), getDirectory: () => Promise.reject(new DOMException('no', 'SecurityError')) };
    await expect(opfsStorage(forbidden)).rejects.toMatchObject({ report: { code: 'storage/unavailable' } });
  });
  test('waits for a reader that closes soon, and gives up on one that stays', async () => {
    const storage = await opfsStorage(fakeOpfs());
    await writeText(storage, 'f', 'one');
    const brief = await storage.open('f');
    const replaced = writeText(storage, 'f', 'two');
    setTimeout(() => brief.close(), 30);
    await replaced;
    expect(await readText(storage, 'f')).toBe('two');
    vi.useFakeTimers();
    try {
      const stays = await storage.open('f');
      const refused = expect(writeText(storage, 'f', 'three')).rejects.toMatchObject({
        report: { code: 'storage/locked' },
      });
      await vi.runAllTimersAsync();
      await refused;
      stays.close();
    } finally {
      vi.useRealTimers();
    }
    expect(await readText(storage, 'f')).toBe('two');
  });
  test('a failed open does not block the next one', async () => {
    const storage = await opfsStorage(fakeOpfs());
    await expect(storage.open('f')).rejects.toMatchObject({ report: { code: 'storage/missing' } });
    await writeText(storage, 'f', 'now');
    expect(await readText(storage, 'f')).toBe('now');
  });
  test('a sweep frees what a crashed tab left unfinished', async () => {
    const host = fakeOpfs();
    const root = await host.getDirectory();
    const partials = await root.getDirectoryHandle('.partial', { create: true });
    await partials.getFileHandle('left over', { create: true });
    const storage = await opfsStorage(host);
    await writeText(storage, 'kept', 'x');
    await sweepOpfs(host);
    await expect(root.getDirectoryHandle('.partial')).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(await storage.list('')).toEqual(['kept']);
    await sweepOpfs(host); // nothing to sweep is no error
  });
});

describe('claimStorage', () => {
  /** One exclusive lock, first come first served. */
  function fakeLocks(): Pick<LockManager, 'request'> {
    let last = Promise.resolve<unknown>(undefined);
    const request = (_: string, work: () => Promise<unknown>) => {
      last = last.then(work);
      return last;
    };
    return { request } as unknown as Pick<LockManager, 'request'>;
  }
  test('the first tab has it, the second says so and gets it when the first goes', async () => {
    const locks = fakeLocks();
    const first = await claimStorage(locks, 5);
    const second = await claimStorage(locks, 5);
    expect([first.mine, second.mine]).toEqual([true, false]);
    if (!first.mine || second.mine) return;
    let free = false;
    const freed = second.whenFree.then(() => {
      free = true;
    });
    await Promise.resolve();
    expect(free).toBe(false);
    first.release();
    await freed;
    expect(free).toBe(true);
  });
  test('a reload waits for the page that it replaces', async () => {
    const locks = fakeLocks();
    const old = await claimStorage(locks, 1000);
    if (old.mine) setTimeout(old.release, 5);
    expect((await claimStorage(locks, 1000)).mine).toBe(true);
  });
});
