import { LoamError } from '@/base/errors';
import type { Progress } from '@/base/progress';
import { parseSynonyms } from '@/data/augment/synonyms';
import { CorpusStore } from '@/data/corpus/corpus-store';
import { importFiles } from '@/data/corpus/import-files';
import { inspectCorpus } from '@/data/corpus/inspect-corpus';
import { previews } from '@/data/corpus/previews';
import type { MediaReader } from '@/data/media/media-reader';
import { readMedia } from '@/data/media/read-media';
import type { WorkPool } from '@/data/pool/work-pool';
import { forgetTokenizers, keepTokenizer } from '@/data/prepare/imported-tokenizer';
import { prepareDataset } from '@/data/prepare/prepare-dataset';
import { rescuedIndices } from '@/data/prepare/rescued-documents';
import { reportQuality } from '@/data/quality/report-quality';
import { sampleOf } from '@/data/quality/sample-corpus';
import { Breather } from '@/data/tokenizers/breather';
import type { Tokenizer, TokenizerFile } from '@/data/tokenizers/entry';
import { loadTokenizer } from '@/data/tokenizers/load-tokenizer';
import { type DatasetManifest, datasetFiles, datasetManifest } from '@/schema/dataset';
import type { SourceFile, SourceOrigin, SourceReport } from '@/schema/source';
import type { Storage } from '@/storage/storage';
import { augmentPreview } from './augment-preview';
import { droppedPreviews } from './dropped-previews';
import type { CorpusReport, DataApi, DataEvents, DataStage, DocumentPreview } from './protocol';
import { soundOf } from './sound-preview';
import { readJson } from './text-files';
import { vocabularyPage } from './vocabulary-page';

const PROGRESS_EVERY_MS = 100;

type Job = 'import' | 'remove' | 'inspect' | 'prepare' | 'measure';

interface Dropped {
  readonly files: readonly SourceFile[];
  readonly origin: SourceOrigin;
  readonly name: string;
  readonly url: string | undefined;
}

export interface DataResources {
  /** Contents of `public/synonyms.txt`; without it no augmentation has synonyms. */
  readonly synonyms?: () => Promise<string>;
  /** Threads that it may hand work to; without, it does everything itself. */
  readonly pool?: WorkPool;
  /** Decoders of pictures and recordings. */
  readonly media?: readonly MediaReader[];
}

/** The data worker without its thread: what `data.worker.ts` exposes, and what tests call directly. */
export function createDataApi(openStorage: () => Promise<Storage>, resources: DataResources = {}): DataApi {
  let storage: Storage | undefined;
  let store: CorpusStore | undefined;
  let events: DataEvents | undefined;
  let dataset: DatasetManifest | undefined;
  let tokenizer: { readonly dataset: string; readonly tokenizer: Tokenizer } | undefined;
  let inspected: { readonly signature: string; readonly report: CorpusReport } | undefined;
  /** Jobs that run or wait, with what they are. */
  const jobs = new Map<AbortController, Job>();
  let lastReport = 0;
  /** Jobs one after the other: each sees the corpus as the one before left it. */
  let queue: Promise<unknown> = Promise.resolve();
  /** Blobs of this visit, so that other columns can be chosen. */
  const dropped = new Map<string, Dropped>();

  const opened = (): { storage: Storage; store: CorpusStore } => {
    if (!storage || !store) throw new Error('data worker: open() was not called');
    return { storage, store };
  };

  const report = (stage: DataStage, progress: Progress) => {
    const now = performance.now();
    if (now - lastReport < PROGRESS_EVERY_MS) return;
    lastReport = now;
    events?.progress(stage, progress);
  };

  /** Aborts jobs that run or wait. */
  const abort = (kinds: readonly Job[], reason: string) => {
    for (const [controller, kind] of jobs)
      if (kinds.includes(kind)) controller.abort(new DOMException(reason, 'AbortError'));
  };

  /** Runs when all earlier jobs are over. */
  const job = <T>(kind: Job, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const controller = new AbortController();
    jobs.set(controller, kind);
    const result = queue.then(async () => {
      try {
        controller.signal.throwIfAborted();
        lastReport = 0;
        return await work(controller.signal);
      } finally {
        jobs.delete(controller);
      }
    });
    queue = result.catch(() => {});
    return result;
  };

  /** A change of the corpus: what is being prepared from the old one is of no use any more. */
  const change = <T>(kind: Job, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    abort(['prepare', 'inspect', 'measure'], 'The corpus has changed');
    return job(kind, work);
  };

  const currentTokenizer = async (): Promise<Tokenizer | undefined> => {
    const { storage } = opened();
    if (!dataset) return undefined;
    if (tokenizer?.dataset !== dataset.id) {
      // `loadTokenizer` checks what it needs.
      const file = (await readJson(storage, datasetFiles(dataset.id).tokenizer)) as TokenizerFile;
      tokenizer = { dataset: dataset.id, tokenizer: loadTokenizer(file) };
    }
    return tokenizer.tokenizer;
  };

  const { media } = resources;
  const importing = (signal: AbortSignal) => ({
    signal,
    onProgress: (p: Progress) => report('import', p),
    ...(media ? { media } : {}),
  });

  return {
    async open(given) {
      events = given;
      storage ??= await openStorage();
      store ??= await CorpusStore.open(storage);
      dataset ??= await newestDataset(storage);
      return { sources: [...store.sources], ...(dataset ? { dataset } : {}) };
    },

    add: (files: SourceFile[], origin: SourceOrigin, name: string, url?: string): Promise<SourceReport> =>
      change('import', async (signal) => {
        const source = await importFiles(opened().store, files, origin, name, { ...importing(signal), url });
        dropped.set(source.id, { files, origin, name, url });
        return source;
      }),

    remove: (sourceId) =>
      change('remove', async () => {
        dropped.delete(sourceId);
        await opened().store.remove(sourceId);
      }),

    chooseColumns: (sourceId, mapping) =>
      change('import', async (signal) => {
        const original = dropped.get(sourceId);
        if (!original)
          throw new LoamError({
            code: 'import/original-gone',
            what: 'Other columns need the original file, which is not kept over a reload',
            where: opened().store.sources.find(({ id }) => id === sourceId)?.name ?? sourceId,
            remedy: 'Remove this source and drop its file again.',
          });
        const { files, origin, name, url } = original;
        const options = { ...importing(signal), url, mapping, replace: sourceId };
        const source = await importFiles(opened().store, files, origin, name, options);
        dropped.delete(sourceId);
        dropped.set(source.id, original);
        return source;
      }),

    inspect: () =>
      job('inspect', async (signal) => {
        const { store } = opened();
        if (inspected?.signature === store.signature) return inspected.report;
        const found = await inspectCorpus(store, (p) => report('inspect', p), signal);
        inspected = { signature: store.signature, report: found };
        return found;
      }),

    documents: (from, count) => previews(opened().store, from, count),

    media: (reference) => readMedia(opened().storage, reference),

    sound: (reference) => soundOf(opened().storage, reference),

    async documentsAt(indices) {
      const found: DocumentPreview[] = [];
      for (const index of indices) found.push(...(await previews(opened().store, index, 1)));
      return found;
    },

    async dropped(page) {
      const { storage, store } = opened();
      return dataset ? droppedPreviews(storage, store, dataset.id, page) : { total: 0, documents: [] };
    },

    quality({ steps, rescued, split, sample }) {
      abort(['measure'], 'A newer measurement took its place');
      return job('measure', (signal) => {
        const { storage, store } = opened();
        const chosen = sample ? sampleOf(store) : { corpus: store, whole: true };
        const measured = {
          corpus: chosen.corpus,
          name: store.sources.map(({ name }) => name).join(', '),
          steps,
          rescued: rescuedIndices(store, rescued),
          split,
          ...(chosen.whole ? {} : { sampledFrom: store.documentCount }),
        };
        const onProgress = (progress: Progress) => report('measure', progress);
        return reportQuality(measured, storage, 'measuring', onProgress, new Breather(signal));
      });
    },

    prepare(config) {
      abort(['prepare', 'measure'], 'A newer preparation took its place');
      return job('prepare', async (signal) => {
        const { storage, store } = opened();
        const manifest = await prepareDataset(store, config, { storage, signal, onProgress: report, ...resources });
        await removeOthers(storage, manifest.id, dataset?.id);
        await forgetTokenizers(storage, config.importedTokenizer?.id);
        dataset = manifest;
        return manifest;
      });
    },

    importTokenizer: (file, name) => keepTokenizer(opened().storage, file, name),

    async cancel() {
      abort(['import', 'inspect', 'prepare', 'measure'], 'Cancelled');
    },

    async augmentPreview(setting, seed, cleaning) {
      const tokenizer = await currentTokenizer();
      const synonyms = resources.synonyms && parseSynonyms(await resources.synonyms());
      const given = { ...(tokenizer ? { tokenizer } : {}), ...(synonyms ? { synonyms } : {}) };
      return augmentPreview(opened().store, setting, seed, cleaning, given);
    },

    async vocabulary(request) {
      const tokenizer = await currentTokenizer();
      if (!dataset || !tokenizer) return { found: 0, unused: 0, tokens: [] };
      return vocabularyPage(opened().storage, dataset.id, tokenizer, request);
    },

    async tokens(text) {
      const cut = await currentTokenizer();
      return cut ? cut.encode(text).map((id) => ({ id, text: cut.decode([id]) })) : [];
    },
  };
}

async function newestDataset(storage: Storage): Promise<DatasetManifest | undefined> {
  const found: DatasetManifest[] = [];
  for (const path of await storage.list('datasets/')) {
    if (!path.endsWith('/dataset.json')) continue;
    try {
      found.push(datasetManifest.parse(await readJson(storage, path), path));
    } catch {
      // Damaged, or written by a newer studio: it is prepared anew when asked for.
    }
  }
  return found.sort((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1);
}

/** Prepared data is made again in seconds; only the newest and the one before it, which a run may be reading, keep their place. */
async function removeOthers(storage: Storage, ...keep: readonly (string | undefined)[]): Promise<void> {
  const inUse = new Set<string>();
  for (const path of await storage.list('runs/')) {
    if (!path.endsWith('/checkpoint.json')) continue;
    const checkpoint = await readJson(storage, path).catch(() => undefined);
    if (typeof checkpoint === 'object' && checkpoint !== null && 'datasetId' in checkpoint)
      inUse.add(String(checkpoint.datasetId));
  }
  const ids = new Set((await storage.list('datasets/')).map((path) => path.split('/')[1] ?? ''));
  for (const id of ids) {
    if (keep.includes(id) || inUse.has(id)) continue;
    // A file that a trainer has open stays; the next preparation sweeps again.
    await storage.remove(`datasets/${id}`).catch(() => {});
  }
}
