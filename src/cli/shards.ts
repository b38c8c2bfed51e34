import { createGzip } from 'node:zlib';
import type { CorpusStore } from '@/data/corpus/corpus-store';
import type { CleanedFile } from '@/data/prepare/clean-into-file';
import { rangeParts } from '@/data/quality/range-parts';
import type { ExportFile } from '@/export/export-file';
import type { DocumentPart } from '@/schema/document';
import type { FileReader } from '@/storage/storage';

/** UTF-16 units of text in a shard, before compression. */
const SHARD_CHARACTERS = 1 << 26;

export interface ShardOptions {
  readonly shardCharacters?: number;
  readonly onDocument?: (done: number) => void;
}

/**
 * Cleaned documents as JSON Lines, gzipped, in shards of about 64 million characters: `text`, and where it came from (`source`, `file`, `row` of
 * tables). A document is held as a whole: its line is one JSON text.
 */
export function* shards(
  store: CorpusStore,
  cleaned: Pick<CleanedFile, 'documents' | 'kept'>,
  file: FileReader,
  { shardCharacters = SHARD_CHARACTERS, onDocument = () => {} }: ShardOptions = {},
): Generator<ExportFile> {
  const lines = jsonLines(store, cleaned, file);
  let left = cleaned.kept.length;
  let number = 0;
  async function* oneShard(): AsyncGenerator<string> {
    for (let characters = 0; characters < shardCharacters; ) {
      const { value, done } = await lines.next();
      if (done) return;
      characters += value.length;
      left--;
      onDocument(cleaned.kept.length - left);
      yield value;
    }
  }
  do {
    const path = `shard-${String(number++).padStart(5, '0')}.jsonl.gz`;
    // The next shard is asked for when this one is written: what is left is known then.
    yield { path, chunks: gzipped(oneShard()) };
  } while (left > 0);
}

async function* jsonLines(
  store: CorpusStore,
  { documents, kept }: Pick<CleanedFile, 'documents' | 'kept'>,
  file: FileReader,
): AsyncGenerator<string> {
  const origins = firstParts(store);
  const names = new Map(store.sources.map(({ id, name }) => [id, name]));
  let text = '';
  for await (const part of rangeParts(file, documents, kept)) {
    text = part.part === 0 ? part.text : text + part.text;
    if (!part.lastPart) continue;
    let origin = await origins.next();
    while (!origin.done && origin.value.document < part.document) origin = await origins.next();
    if (origin.done) throw new Error(`document ${part.document} is not in the corpus`);
    const { sourceId, file: path, row } = origin.value.provenance;
    yield `${JSON.stringify({ text, source: names.get(sourceId), file: path, ...(row === undefined ? {} : { row }) })}\n`;
  }
}

async function* firstParts(store: CorpusStore): AsyncGenerator<DocumentPart> {
  for await (const part of store.parts()) if (part.part === 0) yield part;
}

async function* gzipped(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const gzip = createGzip();
  const feeding = (async () => {
    try {
      for await (const line of lines)
        if (!gzip.write(line)) await new Promise((resolve) => gzip.once('drain', resolve));
      gzip.end();
    } catch (error) {
      gzip.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  })();
  for await (const chunk of gzip) yield chunk as Uint8Array<ArrayBuffer>;
  await feeding;
}
