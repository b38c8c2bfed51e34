import { createGzip } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { CorpusStore } from '@/data/corpus/corpus-store';
import type { CleanedCorpus } from '@/data/prepare/clean-corpus';
import { rangeParts } from '@/data/quality/range-parts';
import { VALIDATION } from '@/data/split/assign-sides';
import type { ExportFile } from '@/export/export-file';
import type { DocumentPart } from '@/schema/document';
import { ITEM, MISSING, type Row as ParsedRow, parseRow, TO_FILL } from '@/schema/row';
import type { FileReader } from '@/storage/storage';

export type ShardFormat = 'jsonl' | 'parquet';

/** UTF-16 units of text in a shard, before compression. A Parquet shard is held as a whole while it is written. */
const SHARD_CHARACTERS: Readonly<Record<ShardFormat, number>> = { jsonl: 1 << 26, parquet: 1 << 24 };

export interface ShardOptions {
  readonly format?: ShardFormat;
  readonly shardCharacters?: number;
  readonly onDocument?: (done: number) => void;
}

/** A cleaned document and where it came from; `row` of tables. */
interface Row {
  /** Of a table, each field by its name instead of "text"; several labels or items are a list. */
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  readonly characters: number;
  readonly source: string;
  readonly file: string;
  readonly row?: number;
  /** Path of the row's picture or recording, as it was given. */
  readonly media?: string;
  readonly split?: 'train' | 'validation';
}

type Cleaned = Pick<CleanedCorpus, 'documents' | 'kept'> & {
  /** Of each document, TRAIN or VALIDATION; without, rows have no split. */
  readonly sides?: Uint8Array;
  /** What stands for missing values, by column. */
  readonly fill?: ReadonlyMap<string, string>;
};

/**
 * Cleaned documents in shards of about so many characters, as gzipped JSON Lines or as Parquet: `text`, `source`, `file`, `row`,
 * `media` where there is some, and `split` where documents are divided. A document is held as
 * a whole: it is one value.
 */
export function* shards(
  store: CorpusStore,
  cleaned: Cleaned,
  file: FileReader,
  { format = 'jsonl', shardCharacters = SHARD_CHARACTERS[format], onDocument = () => {} }: ShardOptions = {},
): Generator<ExportFile> {
  const rows = rowsOf(store, cleaned, file);
  let left = cleaned.kept.length;
  let number = 0;
  async function* oneShard(): AsyncGenerator<Row> {
    for (let characters = 0; characters < shardCharacters; ) {
      const { value, done } = await rows.next();
      if (done) return;
      characters += value.characters;
      left--;
      onDocument(cleaned.kept.length - left);
      yield value;
    }
  }
  do {
    const stem = `shard-${String(number++).padStart(5, '0')}`;
    // The next shard is asked for when this one is written: what is left is known then.
    if (format === 'parquet') yield { path: `${stem}.parquet`, chunks: parquet(oneShard()) };
    else yield { path: `${stem}.jsonl.gz`, chunks: gzipped(oneShard()) };
  } while (left > 0);
}

async function* rowsOf(
  store: CorpusStore,
  { documents, kept, sides, fill = new Map() }: Cleaned,
  file: FileReader,
): AsyncGenerator<Row> {
  const origins = firstParts(store);
  const names = new Map(store.sources.map(({ id, name }) => [id, name]));
  let text = '';
  let place = 0;
  for await (const part of rangeParts(file, documents, kept)) {
    text = part.part === 0 ? part.text : text + part.text;
    if (!part.lastPart) continue;
    let origin = await origins.next();
    while (!origin.done && origin.value.document < part.document) origin = await origins.next();
    if (origin.done) throw new Error(`document ${part.document} is not in the corpus`);
    const { sourceId, file: path, row } = origin.value.provenance;
    const split = sides?.[place++] === VALIDATION ? 'validation' : 'train';
    const parsed = parseRow(text);
    const media = parsed.head?.media?.file;
    yield {
      fields: fieldsOf(parsed, fill),
      characters: text.length,
      source: names.get(sourceId) ?? '',
      file: path,
      ...(row === undefined ? {} : { row }),
      ...(media === undefined ? {} : { media }),
      ...(sides ? { split } : {}),
    };
  }
}

async function* firstParts(store: CorpusStore): AsyncGenerator<DocumentPart> {
  for await (const part of store.parts()) if (part.part === 0) yield part;
}

async function* gzipped(rows: AsyncIterable<Row>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const gzip = createGzip();
  const feeding = (async () => {
    try {
      for await (const row of rows)
        if (!gzip.write(`${JSON.stringify(lineOf(row))}\n`))
          await new Promise((resolve) => gzip.once('drain', resolve));
      gzip.end();
    } catch (error) {
      gzip.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  })();
  for await (const chunk of gzip) yield chunk as Uint8Array<ArrayBuffer>;
  await feeding;
}

async function* parquet(rows: AsyncIterable<Row>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  const strings = (name: string, of: (row: Row) => string | undefined) => ({
    name,
    data: all.map((row) => of(row) ?? null),
    type: 'STRING' as const,
    nullable: true,
  });
  const names = [...new Set(all.flatMap(({ fields }) => Object.keys(fields)))];
  const every = Object.fromEntries(names.map((name) => [name, '']));
  const rowNumbers = {
    name: originKey('row', every),
    data: all.map(({ row }) => row ?? null),
    type: 'INT32' as const,
    nullable: true,
  };
  const columnData = [
    // A list is one text: Parquet's lists are read by few.
    ...names.map((name) =>
      strings(name, ({ fields }) => {
        const value = fields[name];
        return typeof value === 'string' || value === undefined ? value : value.join('|');
      }),
    ),
    strings(originKey('source', every), ({ source }) => source),
    strings(originKey('file', every), ({ file }) => file),
    rowNumbers,
    ...(all.some(({ media }) => media) ? [strings(originKey('media', every), ({ media }) => media)] : []),
    ...(all[0]?.split ? [strings(originKey('split', every), ({ split }) => split)] : []),
  ];
  yield new Uint8Array(parquetWriteBuffer({ columnData, codec: 'SNAPPY' }));
}

function fieldsOf({ head, values }: ParsedRow, fill: ReadonlyMap<string, string>): Row['fields'] {
  if (!head) return { text: values[0] ?? '' };
  const fields = head.fields.map(({ name, role }, i): [string, string | string[]] => {
    const written = values[i] ?? '';
    const value = written === TO_FILL ? (fill.get(name) ?? MISSING) : written;
    return [name, role === 'items' || value.includes(ITEM) ? value.split(ITEM) : value];
  });
  const { group, time, languages } = head;
  return {
    ...Object.fromEntries(fields),
    ...(languages?.source === undefined ? {} : { source_language: languages.source }),
    ...(languages?.target === undefined ? {} : { target_language: languages.target }),
    // Whose history it is makes it one when it is read again.
    ...(group === undefined ? {} : head.shape === 'sequences' ? { user: group } : { group }),
    ...(time === undefined ? {} : { time: new Date(time).toISOString() }),
  };
}

/** Pairs have a source of their own: what says where a row came from then is `from_source`. */
const originKey = (name: string, fields: Row['fields']) => (Object.hasOwn(fields, name) ? `from_${name}` : name);

function lineOf({ fields, characters: _, ...origin }: Row): Readonly<Record<string, unknown>> {
  const named = Object.entries(origin).map(([name, value]) => [originKey(name, fields), value]);
  return { ...fields, ...Object.fromEntries(named) };
}
