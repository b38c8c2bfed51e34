import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { mobyDick, stateOfTheUnion } from '@/data/tokenizers/testing/samples';

/** A file to import and the column that is its text. */
export interface ImportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly column: string;
}
/** Made when its turn comes: two are not held at once. */
export interface ImportMaterial {
  readonly name: string;
  make(): ImportFile;
}

const utf8 = new TextEncoder();
const vega = (file: string) =>
  readFileSync(join(dirname(createRequire(import.meta.url).resolve('vega-datasets')), '..', 'data', file));

const novel = (): readonly string[] =>
  mobyDick()
    .split(/\n\s*\n/)
    .filter((text) => text.trim() !== '');

/** The parts again and again until they are so large; the last is whole. */
function repeated(parts: readonly string[], bytes: number, write: (text: string, i: number) => string, head = '') {
  const written = parts.map(write).join('');
  const times = Math.max(1, Math.round(bytes / Buffer.byteLength(written)));
  return utf8.encode(head + written.repeat(times));
}

/** Everything is about `bytes` long, but vega's Parquet, which is as it is. */
export function importMaterial(bytes: number): ImportMaterial[] {
  const text = (name: string, make: () => Uint8Array, column = 'text'): ImportMaterial => ({
    name,
    make: () => ({ name, bytes: make(), column }),
  });
  const csvRow = (row: string, i: number) => `${i},"${row.replaceAll('"', '""')}",1851\n`;
  const jsonLine = (row: string, id: number) => `${JSON.stringify({ id, text: row })}\n`;
  const table = (file: string): Uint8Array => {
    const [head = '', ...rows] = vega(file).toString('utf8').trimEnd().split(/\r?\n/);
    return repeated(rows, bytes, (row) => `${row}\n`, `${head}\n`);
  };
  return [
    text('paragraphs.csv', () => repeated(novel(), bytes, csvRow, 'id,text,year\n')),
    text('paragraphs.jsonl', () => repeated(novel(), bytes, jsonLine)),
    text('speeches.jsonl', () => repeated(stateOfTheUnion(), bytes, jsonLine)),
    text('paragraphs.parquet', () => parquet(novel(), bytes)),
    text('zipcodes.csv', () => table('zipcodes.csv'), 'city'),
    text('species.csv', () => table('species.csv'), 'common_name'),
    text('birdstrikes.csv', () => table('birdstrikes.csv'), 'Airport Name'),
    text(
      'movies.jsonl',
      () => {
        const movies: unknown = JSON.parse(vega('movies.json').toString('utf8'));
        if (!Array.isArray(movies)) throw new Error('movies.json is no list');
        return repeated(
          movies.map((movie) => JSON.stringify(movie)),
          bytes,
          (line) => `${line}\n`,
        );
      },
      'Title',
    ),
    text('flights-3m.parquet', () => vega('flights-3m.parquet'), 'origin'),
  ];
}

function parquet(parts: readonly string[], bytes: number): Uint8Array {
  const size = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  const rows = Array.from({ length: Math.max(1, Math.round(bytes / size)) }, (_, i) =>
    // Numbered: writers keep equal texts once.
    parts.map((part) => `${i} ${part}`),
  ).flat();
  const columnData = [
    { name: 'id', data: rows.map((_, i) => i), type: 'INT32' as const },
    { name: 'text', data: rows, type: 'STRING' as const },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, codec: 'SNAPPY' }));
}
