import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputOf, opened } from './input-files';

const folder = mkdtempSync(join(tmpdir(), 'loam-input-test-'));
const letters = join(folder, 'letters');
beforeAll(() => {
  mkdirSync(join(letters, 'old'), { recursive: true });
  mkdirSync(join(folder, 'bare'));
  for (const name of ['b.txt', 'a.txt', 'old/c.txt']) writeFileSync(join(letters, name), name);
  symlinkSync(folder, join(letters, 'up'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a FILE argument', () => {
  it('may be a file', async () => {
    const input = await inputOf(join(letters, 'a.txt'));
    expect(input).toMatchObject({ name: 'a.txt', origin: 'file', files: [{ path: 'a.txt' }] });
    expect(await input.files[0]?.blob.text()).toBe('a.txt');
  });

  it('may be a folder: everything below it in order of name, links not followed', async () => {
    const { name, origin, files } = await inputOf(`${letters}/`);
    expect({ name, origin }).toEqual({ name: 'letters', origin: 'folder' });
    expect(files.map((f) => f.path)).toEqual(['letters/a.txt', 'letters/b.txt', 'letters/old/c.txt']);
  });

  it.each([
    ['nothing.txt', /There is no such file/],
    ['letters/a.txt/b', /There is no such file/],
    ['bare', /no file in this folder/],
    ['/dev/null', /neither a file nor a folder/],
  ])('%s is refused', async (name, message) => {
    await expect(inputOf(name.startsWith('/') ? name : join(folder, name))).rejects.toThrow(message);
  });

  it('that must be a file may be no folder', async () => {
    await expect(opened(letters)).rejects.toThrow(/This is no file/);
    await expect(opened(join(folder, 'nothing'))).rejects.toThrow(/There is no such file/);
  });
});
