import type { OnProgress } from '@/base/progress';
import type { Mapping } from '@/schema/shape';
import type { SourceFile, SourceOrigin, SourceReport } from '@/schema/source';
import type { ExpansionLimits } from '../archives/expansion';
import { type UnpackContext, type Unpacked, unpack } from '../archives/unpack';
import { packageImporter } from '../importers/choose-importer';
import { importMedia } from '../media/import-media';
import { listed, mayHoldMedia } from '../media/media-drop';
import type { MediaReader } from '../media/media-reader';
import { MediaWriter } from '../media/media-writer';
import { Breather } from '../tokenizers/breather';
import type { CorpusStore } from './corpus-store';
import { FileImport } from './file-import';
import { ImportProgress } from './import-progress';
import { SourceWriter } from './source-writer';
import { Spool } from './spool';
import { sourceFiles } from './stored-source';

export interface ImportOptions {
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
  /** What the columns of tables and JSON are; proposed when absent. */
  readonly mapping?: Mapping;
  /** Takes the place of this source instead of standing behind all others. */
  readonly replace?: string;
  /** Where the file came from, for the report. */
  readonly url?: string | undefined;
  readonly limits?: ExpansionLimits;
  /** Decoders of pictures and recordings; a kind without one is refused as binary data. */
  readonly media?: readonly MediaReader[];
}

/**
 * Imports one drop as one source. A file that cannot be read is reported inside it, never thrown. Cancelling throws AbortError and a full disk
 * `storage/full`; either leaves the corpus as it was.
 */
export async function importFiles(
  store: CorpusStore,
  files: readonly SourceFile[],
  origin: SourceOrigin,
  name: string,
  options: ImportOptions,
): Promise<SourceReport> {
  options.signal.throwIfAborted();
  const id = store.newId(options.replace);
  const sizeBytes = files.reduce((sum, { blob }) => sum + blob.size, 0);
  const progress = new ImportProgress(sizeBytes, options.onProgress);
  const breather = new Breather(options.signal);
  const spool = new Spool(store.storage, `${sourceFiles(id).folder}/spool`, breather);
  const writer = await SourceWriter.create(store.storage, id);
  const breathe = () => breather.breatheIfDue();
  const media = new MediaWriter(store.storage, sourceFiles(id).media, id, options.media ?? [], breathe);
  try {
    const run = new FileImport(writer, breather, spool.keep, () => progress.again(), options.mapping);
    const context = {
      spool: spool.keep,
      packageImporter,
      breathe,
      ...(options.limits ? { limits: options.limits } : {}),
    };
    const unpacked = unpackAll(files, progress, context);
    if (options.media && (await mayHoldMedia(files, breathe)))
      await importMedia(await listed(unpacked, options.media), media, run, options.onProgress);
    else for await (const file of unpacked) await readOne(file, run);
    await media.close();
    await spool.remove();
    await writer.close();
    const source: SourceReport = {
      id,
      name,
      origin,
      ...(options.url === undefined ? {} : { url: options.url }),
      sizeBytes,
      documents: writer.documents,
      characters: writer.characters,
      textBytes: writer.textBytes,
      files: run.reports,
      ...(run.columns ? { columns: run.columns } : {}),
    };
    options.signal.throwIfAborted();
    await store.keep(source);
    return source;
  } catch (error) {
    await writer.abort();
    await media.abort();
    await store.storage.remove(sourceFiles(id).folder);
    throw error;
  }
}

async function* unpackAll(
  files: readonly SourceFile[],
  progress: ImportProgress,
  context: Omit<UnpackContext, 'onRead'>,
): AsyncGenerator<Unpacked> {
  for (const { path, blob } of files) {
    progress.begin(path, blob.size);
    yield* unpack(path, blob, { ...context, onRead: (bytes) => progress.read(bytes) });
    progress.end();
  }
}

async function readOne(file: Unpacked, run: FileImport): Promise<void> {
  if ('problem' in file) run.refuse(file.path, file.problem);
  else await run.read(file);
}
