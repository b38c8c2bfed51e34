import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LoamError } from '@/base/errors';
import type { Progress } from '@/base/progress';
import { CorpusStore } from '@/data/corpus/corpus-store';
import { importFiles } from '@/data/corpus/import-files';
import type { Corpus as Imported } from '@/data/prepare/corpus';
import { smallerVocabulary } from '@/data/prepare/default-config';
import { prepareDataset } from '@/data/prepare/prepare-dataset';
import type { DatasetManifest, PrepareConfig } from '@/schema/dataset';
import { type Mapping, shapeOf } from '@/schema/shape';
import type { FileProblem, SourceReport } from '@/schema/source';
import type { Storage } from '@/storage/storage';
import { type Corpus, openCorpus } from '@/workers/corpus-files';
import type { Input } from './input-files';
import { mediaReaders } from './media-readers';
import { suggestion } from './near-matches';
import { nodePool } from './node-pool';
import type { ProgressBar } from './progress-bar';
import { UsageError } from './usage-error';

export interface PrepareSurroundings {
  readonly storage: Storage;
  readonly bar: ProgressBar;
  readonly signal: AbortSignal;
  /** How this command is told columns: `--columns`. */
  readonly columnsFlag: string;
  /** The person asked for this vocabulary: it is not made smaller when the text does not support it. */
  readonly vocabularyIsFixed: boolean;
}

/** From FILE arguments to an opened data set: imported, cleaned, split, tokenized and packed in scratch storage, as the studio does it. */
export async function prepareInputs(
  inputs: readonly Input[],
  mapping: Mapping | undefined,
  configFor: (textBytes: number) => PrepareConfig,
  around: PrepareSurroundings,
): Promise<Corpus> {
  const { storage, bar } = around;
  const imported = await importInputs(inputs, mapping, around);
  const textBytes = imported.sources.reduce((sum, source) => sum + source.textBytes, 0);
  const { id } = await prepare(imported, configFor(textBytes), around);
  bar.end();
  return openCorpus(storage, id);
}

/** The list that the studio's page has among its files. */
const synonyms = () => readFile(join(import.meta.dirname, '..', '..', 'public', 'synonyms.txt'), 'utf8');

/** A vocabulary that nobody asked for gives way when the text supports only less. */
async function prepare(
  imported: Imported,
  config: PrepareConfig,
  around: PrepareSurroundings,
): Promise<DatasetManifest> {
  const { storage, bar, signal, vocabularyIsFixed } = around;
  const onProgress = (_: unknown, { label, done, total }: Progress) => bar.show(label, done, total);
  try {
    return await prepareDataset(imported, config, { storage, signal, onProgress, synonyms, pool: nodePool() });
  } catch (error) {
    const size = config.tokenizer.options.vocabularySize;
    const tooLarge = error instanceof LoamError && error.report.code === 'tokenizer/vocabulary-too-large';
    if (!tooLarge || vocabularyIsFixed || typeof size !== 'number') throw error;
    const smaller = smallerVocabulary(size, error.report.most);
    if (smaller >= size) throw error;
    bar.log(`The text does not support a vocabulary of ${size} tokens; trying ${smaller}.`);
    const { tokenizer } = config;
    const options = { ...tokenizer.options, vocabularySize: smaller };
    return prepare(imported, { ...config, tokenizer: { ...tokenizer, options } }, around);
  }
}

/** Every argument becomes a source. What could not be read is told and left out; nothing readable at all is an error. */
export async function importInputs(
  inputs: readonly Input[],
  mapping: Mapping | undefined,
  { storage, bar, signal, columnsFlag }: Omit<PrepareSurroundings, 'vocabularyIsFixed'>,
): Promise<CorpusStore> {
  const store = await CorpusStore.open(storage);
  const errors: FileProblem[] = [];
  for (const { files, origin, name } of inputs) {
    const source = await importFiles(store, files, origin, name, {
      onProgress: ({ label, done, total }) => bar.show(label, done, total),
      signal,
      media: mediaReaders,
      ...(mapping ? { mapping } : {}),
    });
    for (const line of remarks(source, columnsFlag)) bar.log(line);
    errors.push(...source.files.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error')));
  }
  if (mapping) refuseUnknownColumns(mapping, store.sources, columnsFlag);
  const [first] = errors;
  if (store.documentCount > 0) return store;
  throw new LoamError(
    first ?? {
      code: 'cli/no-text',
      what: 'There is no text in what was given',
      where: inputs.map(({ name }) => name).join(', '),
      remedy: 'Give files with text in them.',
    },
  );
}

/** At most so many lines about one source: a folder of broken files should not bury the rest. */
const MOST_REMARKS = 20;

/** What somebody should know of an import: encodings that are not UTF-8, chosen columns, problems. */
function remarks({ files, columns, name }: SourceReport, columnsFlag: string): string[] {
  const lines = files.flatMap(({ path, encoding, problems }) => [
    ...(encoding && encoding.name !== 'utf-8' ? [`${path}: read as ${encoding.name} (${encoding.how})`] : []),
    ...problems.map(({ where, what, count }) => `${where}: ${what}${count > 1 ? ` (${count} times)` : ''}`),
  ]);
  const shown =
    lines.length > MOST_REMARKS
      ? [...lines.slice(0, MOST_REMARKS), `... and ${lines.length - MOST_REMARKS} more`]
      : lines;
  if (!columns) return shown;
  const names = columns.available.map((column) => column.name);
  const { shape, columns: used } = columns.mapping;
  const from = used
    .map((column) => (column.role === 'text' ? column.name : `${column.role}=${column.name}`))
    .join(', ');
  const what = shape === 'documents' ? 'text' : shapeOf(shape).label.toLowerCase();
  return [`${name}: ${what} from ${from} (of ${listed(names)}); ${columnsFlag} takes others`, ...shown];
}

/** Of a wide table, the beginning. */
const MOST_NAMES = 30;
const listed = (names: readonly string[]): string =>
  names.length > MOST_NAMES
    ? `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`
    : names.join(', ');

/** A column that no table has is a slip of the pen, and what was made without it is not what was asked for. */
function refuseUnknownColumns({ columns }: Mapping, sources: readonly SourceReport[], flag: string): void {
  const tables = sources.flatMap((source) => source.columns ?? []);
  const used = sources.flatMap(({ files }) => files.flatMap((file) => file.mapping?.columns ?? []));
  const known = [...new Set([...tables.flatMap(({ available }) => available), ...used].map(({ name }) => name))];
  const unknown = columns.find(({ name }) => !known.includes(name));
  if (tables.length === 0 || !unknown) return;
  const remedy = suggestion(unknown.name, known, `There are ${listed(known)}.`);
  throw new UsageError(flag, `No table that was given has a column "${unknown.name}"`, remedy);
}
