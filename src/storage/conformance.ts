import { toReport } from '@/base/errors';
import type { FileReader, Storage } from './storage';

/**
 * What every storage must do, as cases that need no test framework: Vitest runs them over memory and disk (and OPFS over a fake of its
 * handles), and an e2e page runs them in a real worker over the real OPFS. A case throws when the promise is broken.
 */
export interface StorageCase {
  readonly name: string;
  run(storage: Storage): Promise<void>;
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytesOf = (value: string) => new TextEncoder().encode(value);

export async function writeText(storage: Storage, path: string, value: string): Promise<void> {
  const writer = await storage.create(path);
  await writer.write(bytesOf(value));
  await writer.close();
}
export async function readText(storage: Storage, path: string): Promise<string> {
  const reader = await storage.open(path);
  try {
    const whole = new Uint8Array(reader.sizeBytes);
    equal(reader.read(whole, 0), reader.sizeBytes, 'bytes read');
    return text(whole);
  } finally {
    reader.close();
  }
}

function equal(actual: unknown, expected: unknown, what: string): void {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) throw new Error(`${what}: ${a}, expected ${e}`);
}
async function refuses(code: string, work: () => Promise<unknown>): Promise<void> {
  let outcome = 'nothing was thrown';
  try {
    await work();
  } catch (error) {
    outcome = toReport(error).code;
  }
  equal(outcome, code, 'error code');
}

export const storageCases: readonly StorageCase[] = [
  {
    name: 'gives back the bytes that were written, in pieces, in order',
    async run(storage) {
      const writer = await storage.create('a/b/c.bin');
      const expected: number[] = [];
      for (let piece = 0; piece < 5; piece++) {
        const bytes = Uint8Array.from({ length: piece * 1000 + 1 }, (_, i) => (i * 31 + piece) & 255);
        expected.push(...bytes);
        await writer.write(bytes);
        bytes.fill(0); // the caller may reuse its buffer after the await
      }
      await writer.close();
      const reader = await storage.open('a/b/c.bin');
      equal(reader.sizeBytes, expected.length, 'size');
      const whole = new Uint8Array(expected.length);
      equal(reader.read(whole, 0), expected.length, 'bytes read');
      reader.close();
      equal([...whole], expected, 'bytes');
    },
  },
  {
    name: 'takes back what was written after a place, and goes on from there',
    async run(storage) {
      const writer = await storage.create('f');
      for (const piece of ['abc', 'def', 'ghi', '']) await writer.write(bytesOf(piece));
      await writer.rewind(9);
      await writer.rewind(4);
      await writer.write(bytesOf('XY'));
      await writer.close();
      await refuses('storage/closed', () => writer.rewind(0));
      equal(await readText(storage, 'f'), 'abcdXY', 'contents');
      const other = await storage.create('f');
      await other.write(bytesOf('gone'));
      await other.rewind(0);
      await other.close();
      equal(await readText(storage, 'f'), '', 'contents');
    },
  },
  {
    name: 'reads at any offset and short only at the end',
    async run(storage) {
      await writeText(storage, 'f', '0123456789');
      const reader = await storage.open('f');
      const target = new Uint8Array(4);
      equal(reader.read(target, 3), 4, 'middle');
      equal(text(target), '3456', 'middle');
      equal(reader.read(target, 8), 2, 'end');
      equal(text(target.subarray(0, 2)), '89', 'end');
      equal(reader.read(target, 10), 0, 'at the end');
      equal(reader.read(target, 99), 0, 'past the end');
      equal(reader.read(new Uint8Array(0), 0), 0, 'empty target');
      reader.close();
    },
  },
  {
    name: 'reads into a view of a larger buffer and nowhere else',
    async run(storage) {
      await writeText(storage, 'f', 'abcd');
      const buffer = new Uint8Array(8);
      const reader = await storage.open('f');
      equal(reader.read(buffer.subarray(2, 5), 1), 3, 'bytes read');
      reader.close();
      equal([...buffer], [0, 0, 98, 99, 100, 0, 0, 0], 'buffer');
    },
  },
  {
    name: 'keeps an empty file',
    async run(storage) {
      await (await storage.create('empty')).close();
      equal(await readText(storage, 'empty'), '', 'contents');
      equal(await storage.list(''), ['empty'], 'list');
    },
  },
  {
    name: 'hides a file until it is closed',
    async run(storage) {
      const writer = await storage.create('new.bin');
      await writer.write(bytesOf('half'));
      equal(await storage.exists('new.bin'), false, 'exists');
      equal(await storage.list(''), [], 'list');
      await refuses('storage/missing', () => storage.open('new.bin'));
      await refuses('storage/missing', () => storage.blob('new.bin'));
      await writer.close();
      equal(await readText(storage, 'new.bin'), 'half', 'contents');
    },
  },
  {
    name: 'keeps the old version until the new one is closed',
    async run(storage) {
      await writeText(storage, 'f', 'a rather long old version');
      const writer = await storage.create('f');
      await writer.write(bytesOf('new'));
      equal(await readText(storage, 'f'), 'a rather long old version', 'before close');
      await writer.close();
      equal(await readText(storage, 'f'), 'new', 'after close');
    },
  },
  {
    name: 'abort keeps the old version, or nothing',
    async run(storage) {
      await writeText(storage, 'f', 'old');
      const replacing = await storage.create('f');
      await replacing.write(bytesOf('new'));
      await replacing.abort();
      const fresh = await storage.create('g/h');
      await fresh.write(bytesOf('new'));
      await fresh.abort();
      await fresh.abort(); // twice is no error
      equal(await readText(storage, 'f'), 'old', 'old version');
      equal(await storage.list(''), ['f'], 'list');
    },
  },
  {
    name: 'refuses to write or close after the end',
    async run(storage) {
      const closed = await storage.create('f');
      await closed.close();
      await refuses('storage/closed', () => closed.write(bytesOf('late')));
      await refuses('storage/closed', () => closed.close());
      await closed.abort(); // after close: nothing to give up
      const aborted = await storage.create('g');
      await aborted.abort();
      await refuses('storage/closed', () => aborted.write(bytesOf('late')));
      await refuses('storage/closed', () => aborted.close());
      equal(await storage.list(''), ['f'], 'list');
    },
  },
  {
    name: 'two writers of two files do not mix',
    async run(storage) {
      const [one, two] = await Promise.all([storage.create('one'), storage.create('two')]);
      for (let i = 0; i < 10; i++) await Promise.all([one.write(bytesOf('1')), two.write(bytesOf('2'))]);
      await Promise.all([one.close(), two.close()]);
      equal([await readText(storage, 'one'), await readText(storage, 'two')], ['1111111111', '2222222222'], 'contents');
    },
  },
  {
    name: 'lets several readers share a file',
    async run(storage) {
      await writeText(storage, 'f', 'shared');
      const readers: FileReader[] = await Promise.all([storage.open('f'), storage.open('f'), storage.open('f')]);
      const target = new Uint8Array(6);
      for (const reader of readers) {
        equal(reader.read(target.fill(0), 0), 6, 'bytes read');
        equal(text(target), 'shared', 'contents');
        reader.close();
        reader.close(); // twice is no error, and takes nothing from the others
      }
      equal(await readText(storage, 'f'), 'shared', 'opened again');
    },
  },
  {
    name: 'a file can be replaced and removed after its readers closed',
    async run(storage) {
      await writeText(storage, 'f', 'one');
      equal(await readText(storage, 'f'), 'one', 'first');
      await writeText(storage, 'f', 'two');
      equal(await readText(storage, 'f'), 'two', 'second');
      await storage.remove('f');
      equal(await storage.exists('f'), false, 'exists');
    },
  },
  {
    name: 'hands out a blob with the same bytes',
    async run(storage) {
      await writeText(storage, 'd/f', 'as a blob');
      equal(await (await storage.blob('d/f')).text(), 'as a blob', 'contents');
      await refuses('storage/missing', () => storage.blob('d'));
    },
  },
  {
    name: 'lists a prefix, sorted, by whole names',
    async run(storage) {
      for (const path of ['runs/b/z', 'runs/b/a', 'runs/a', 'runsX', 'z']) await writeText(storage, path, path);
      equal(await storage.list('runs'), ['runs/a', 'runs/b/a', 'runs/b/z'], 'runs');
      equal(await storage.list('runs/'), ['runs/a', 'runs/b/a', 'runs/b/z'], 'runs/');
      equal(await storage.list('runs/a'), ['runs/a'], 'a file');
      equal(await storage.list(''), ['runs/a', 'runs/b/a', 'runs/b/z', 'runsX', 'z'], 'everything');
      equal(await storage.list('nothing/here'), [], 'nothing');
    },
  },
  {
    name: 'removes files and folders, and folders go with their last file',
    async run(storage) {
      for (const path of ['d/1', 'd/e/2', 'd2/3']) await writeText(storage, path, path);
      await storage.remove('d');
      equal(await storage.list(''), ['d2/3'], 'after removing a folder');
      await storage.remove('d2/3');
      await storage.remove('d2/3');
      await storage.remove('never/was');
      equal(await storage.list(''), [], 'after removing all');
      await writeText(storage, 'd2', 'a file where a folder was');
      equal(await readText(storage, 'd2'), 'a file where a folder was', 'contents');
    },
  },
  {
    name: 'says what is missing',
    async run(storage) {
      await refuses('storage/missing', () => storage.open('no/such/file'));
      await refuses('storage/missing', () => storage.blob('nothing'));
      await writeText(storage, 'd/f', 'x');
      await refuses('storage/missing', () => storage.open('d'));
      equal(await storage.exists('d'), false, 'a folder is not a file');
      equal(await storage.exists('d/f'), true, 'the file');
    },
  },
  {
    name: 'refuses paths that leave the root',
    async run(storage) {
      for (const path of ['', '/f', 'a//b', '../f', 'a/../../f', './f', 'a/', 'a\\b', '.partial/x']) {
        await refuses('storage/bad-path', () => storage.create(path));
        await refuses('storage/bad-path', () => storage.open(path));
        await refuses('storage/bad-path', () => storage.remove(path));
      }
    },
  },
  {
    name: 'takes names from all over the world',
    async run(storage) {
      const path = 'мир/日本語/a b %20+é.txt';
      await writeText(storage, path, path);
      equal(await storage.list(''), [path], 'list');
      equal(await readText(storage, path), path, 'contents');
    },
  },
  {
    name: 'reports what is used',
    async run(storage) {
      await writeText(storage, 'f', 'x'.repeat(5000));
      const { usedBytes, quotaBytes } = await storage.usage();
      if (!(usedBytes >= 5000)) throw new Error(`used ${usedBytes}, wrote 5000`);
      if (!(quotaBytes > usedBytes)) throw new Error(`quota ${quotaBytes}, used ${usedBytes}`);
    },
  },
];
