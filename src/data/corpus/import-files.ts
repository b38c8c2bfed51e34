import type { OnProgress } from '@/base/progress';
import type { Mapping } from '@/schema/shape';
import type { SourceFile, SourceOrigin, SourceReport } from '@/schema/source';
import type { ExpansionLimits } from '../archives/expansion';
import { unpack } from '../archives/unpack';
import { packageImporter } from '../importers/choose-importer';
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
  readonly limits?: ExpansionLimits;
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
  try {
    const run = new FileImport(writer, breather, spool.keep, options.mapping);
    for (const { path, blob } of files) {
      progress.begin(path, blob.size);
      const onRead = (bytes: number) => progress.read(bytes);
      const context = {
        spool: spool.keep,
        packageImporter,
        breathe: () => breather.breatheIfDue(),
        onRead,
        ...(options.limits ? { limits: options.limits } : {}),
      };
      for await (const unpacked of unpack(path, blob, context)) {
        if ('problem' in unpacked) run.refuse(unpacked.path, unpacked.problem);
        else await run.read(unpacked);
      }
      progress.end();
    }
    await spool.remove();
    await writer.close();
    const source: SourceReport = {
      id,
      name,
      origin,
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
    await store.storage.remove(sourceFiles(id).folder);
    throw error;
  }
}
