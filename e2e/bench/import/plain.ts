import { readFile } from 'node:fs/promises';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import Papa from 'papaparse';
import { ByteSink } from '@/data/prepare/byte-sink';
import type { Storage } from '@/storage/storage';

export interface PlainImport {
  /** What it is, for the table. */
  readonly how: string;
  documents(path: string, column: string): Promise<readonly unknown[]>;
}

/** The library under each importer as its own documentation uses it: the whole file in memory, all rows as objects. */
const PLAIN: Readonly<Record<string, PlainImport>> = {
  csv: {
    how: 'papaparse',
    async documents(path, column) {
      const { data } = Papa.parse<Record<string, unknown>>(await readFile(path, 'utf8'), {
        header: true,
        skipEmptyLines: true,
      });
      return data.map((row) => row[column]);
    },
  },
  jsonl: {
    how: 'JSON.parse a line',
    async documents(path, column) {
      const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
      return lines.map((line) => (JSON.parse(line) as Record<string, unknown>)[column]);
    },
  },
  parquet: {
    how: 'hyparquet',
    async documents(path, column) {
      const { buffer, byteOffset, byteLength } = await readFile(path);
      const file = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer; // readFile gives no shared memory
      return (await parquetReadObjects({ file, compressors })).map((row) => row[column]);
    },
  },
};

export function plainImport(file: string): PlainImport {
  const plain = PLAIN[file.slice(file.lastIndexOf('.') + 1)];
  if (!plain) throw new Error(`nothing imports ${file} plainly`);
  return plain;
}

/** Documents as UTF-8, one after the other, as our `text.bin` has them; rows without text are left out. Returns how many there were. */
export async function writePlainly(documents: readonly unknown[], storage: Storage, path: string): Promise<number> {
  const writer = await storage.create(path);
  const sink = new ByteSink(writer);
  let count = 0;
  for (const value of documents) {
    const text = value === null || value === undefined ? '' : String(value);
    if (text.trim() === '') continue;
    await sink.text(text);
    count++;
  }
  await sink.flush();
  await writer.close();
  return count;
}
