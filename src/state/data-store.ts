import { create } from 'zustand';
import { type ErrorReport, isAbort, toReport } from '@/base/errors';
import type { Progress } from '@/base/progress';
import { smallerVocabulary, suitableVocabulary } from '@/data/prepare/default-config';
import type { DatasetManifest, PrepareConfig } from '@/schema/dataset';
import type { AudioReference, MediaReference } from '@/schema/media';
import type { Mapping } from '@/schema/shape';
import type { SourceFile, SourceOrigin, SourceReport } from '@/schema/source';
import type {
  AugmentExample,
  AugmentSetting,
  Cleaning,
  CorpusReport,
  DataStage,
  DocumentPreview,
  DroppedPage,
  Sound,
  VocabularyPage,
  VocabularyRequest,
} from '@/workers/protocol';
import { hasVocabularySize, keptPreparation, withKnownSteps } from './data-store-config';
import { ask, openSession } from './data-store-worker';

export interface DataState {
  readonly worker: 'off' | 'opening' | 'on' | 'failed';
  /** Why the worker stopped. */
  readonly failure?: ErrorReport | undefined;
  readonly sources: readonly SourceReport[];
  /** Drops that wait or are being read, first come first. */
  readonly imports: readonly { readonly key: number; readonly name: string }[];
  readonly report?: CorpusReport | undefined;
  readonly dataset?: DatasetManifest | undefined;
  /** Whether `dataset` is what the sources and settings on the screen give. */
  readonly fresh: boolean;
  readonly config: PrepareConfig;
  /** Whether the person chose the vocabulary size; until then the corpus does. */
  readonly vocabularyChosen: boolean;
  readonly preparing: boolean;
  readonly stage?: DataStage | undefined;
  readonly progress?: Progress | undefined;
  /** Why the last preparation or import as a whole did not work. */
  readonly error?: ErrorReport | undefined;
  /** The person stopped the preparation; the next change, or a press, starts it again. */
  readonly cancelled: boolean;
}

export const useDataStore = create<DataState>(() => ({
  worker: 'off',
  sources: [],
  imports: [],
  fresh: false,
  preparing: false,
  cancelled: false,
  ...keptPreparation(),
}));
const get = useDataStore.getState;
const set = useDataStore.setState;

/** Long enough to type a number, short enough to feel immediate. */
const DEBOUNCE_MS = 500;
let timer: ReturnType<typeof setTimeout> | undefined;
let preparation = 0;
let nextKey = 1;
/** Imports and removals one after the other: each sees the corpus that the one before it left. */
let queue: Promise<unknown> = Promise.resolve();

/** Starts the worker and finds what earlier visits left. Safe to call often. */
export async function openData(): Promise<void> {
  const { worker } = get();
  if (worker === 'opening' || worker === 'on') return;
  set({ worker: 'opening', failure: undefined });
  try {
    const { sources, dataset } = await openSession(
      { progress: (stage, progress) => set({ stage, progress }) },
      (failure) =>
        set({ worker: 'failed', failure, preparing: false, imports: [], progress: undefined, stage: undefined }),
    );
    const same = dataset !== undefined && sameSources(dataset, sources);
    set({
      worker: 'on',
      sources,
      dataset,
      fresh: same,
      ...(dataset ? { config: withKnownSteps(dataset.preparation) } : {}),
    });
    if (sources.length === 0) return;
    await inspect();
    if (!same) schedule(0);
  } catch (error) {
    if (get().worker === 'opening') set({ worker: 'failed', failure: toReport(error, 'data worker') });
  }
}

const sameSources = (dataset: DatasetManifest, sources: readonly SourceReport[]) =>
  dataset.sources.length === sources.length &&
  dataset.sources.every((s, i) => s.name === sources[i]?.name && s.documents === sources[i]?.documents);

/** Imports one drop, paste or sample, then prepares. Resolves when the import is over, well or not. */
export function addFiles(files: readonly SourceFile[], origin: SourceOrigin, name: string): Promise<void> {
  if (files.length === 0) {
    refuseDrop({
      code: 'import/nothing',
      what: 'There is no file in this drop',
      where: name,
      remedy: 'Drop files, or a folder that holds some.',
    });
    return Promise.resolve();
  }
  return addGiven(name, async () => ({ files, origin, name }));
}

interface Given {
  readonly files: readonly SourceFile[];
  readonly origin: SourceOrigin;
  readonly name: string;
  readonly url?: string;
}
/** Ends what is being waited for, such as a file from the web. */
let giving: AbortController | undefined;

/** Imports what `give` comes with when its turn has come; `waiting` is what it is called until then. */
export function addGiven(waiting: string, give: (signal: AbortSignal) => Promise<Given>): Promise<void> {
  const key = nextKey++;
  const named = { key, name: waiting };
  set(({ imports }) => ({ imports: [...imports, named], error: undefined, fresh: false, cancelled: false }));
  return change(async () => {
    try {
      if (!get().imports.some((i) => i.key === key)) return;
      giving = new AbortController();
      const { files, origin, name, url } = await give(giving.signal);
      const source = await ask((api) => api.add([...files], origin, name, url));
      set(({ sources }) => ({ sources: [...sources.filter((s) => s.id !== source.id), source] }));
    } finally {
      set(({ imports }) => ({ imports: imports.filter((i) => i.key !== key) }));
    }
  });
}

/** A drop that could not even be collected. */
export function refuseDrop(error: ErrorReport): void {
  set({ error });
}

let pasted = 0;

/** Pasted text as a source of its own. */
export function addText(text: string): Promise<void> {
  const name = `Pasted text ${++pasted}`;
  return addFiles([{ path: `${name}.txt`, blob: new Blob([text], { type: 'text/plain' }) }], 'paste', name);
}

export function removeSource(id: string): Promise<void> {
  return change(async () => {
    await ask((api) => api.remove(id));
    set(({ sources }) => ({ sources: sources.filter((s) => s.id !== id) }));
  });
}

export function chooseColumns(id: string, mapping: Mapping): Promise<void> {
  return change(async () => {
    const source = await ask((api) => api.chooseColumns(id, mapping));
    set(({ sources }) => ({ sources: sources.map((s) => (s.id === id ? source : s)) }));
  });
}

/** A change of the corpus: stops a running preparation, waits its turn, then looks at the new corpus and prepares it. */
function change(work: () => Promise<void>): Promise<void> {
  clearTimeout(timer);
  preparation++;
  const run = queue.then(async () => {
    await openData();
    if (get().preparing) await ask((api) => api.cancel());
    set({ fresh: false, preparing: false, error: undefined });
    await work();
    if (get().imports.length > 0) return;
    if (get().sources.length === 0) {
      set({ report: undefined, dataset: undefined, stage: undefined, progress: undefined });
      return;
    }
    await inspect();
    schedule(0);
  });
  const settled = run.catch((error: unknown) => {
    set({ stage: undefined, progress: undefined });
    if (isAbort(error)) set({ cancelled: true });
    else if (get().worker !== 'failed') set({ error: toReport(error) });
  });
  queue = settled;
  return settled;
}

async function inspect(): Promise<void> {
  const report = await ask((api) => api.inspect());
  set({ report });
  const { config, vocabularyChosen } = get();
  if (vocabularyChosen || !hasVocabularySize(config.tokenizer.id)) return;
  set({ config: withVocabulary(config, suitableVocabulary(report.textBytes)) });
}

export const withVocabulary = (config: PrepareConfig, vocabularySize: number): PrepareConfig => ({
  ...config,
  tokenizer: { ...config.tokenizer, options: { ...config.tokenizer.options, vocabularySize } },
});

/** Asks for a preparation soon; every further change begins the wait again. */
export function schedule(delayMs = DEBOUNCE_MS): void {
  clearTimeout(timer);
  preparation++;
  set({ fresh: false, cancelled: false, error: undefined });
  if (get().sources.length > 0) timer = setTimeout(() => void prepareNow(), delayMs);
}

/** Clean, split, tokenize, pack. Called by every change; by hand only after a cancel. */
export async function prepareNow(): Promise<void> {
  clearTimeout(timer);
  const mine = ++preparation;
  const { config, imports } = get();
  if (imports.length > 0) return;
  set({ preparing: true, cancelled: false, error: undefined, progress: undefined });
  try {
    const dataset = await ask((api) => api.prepare(config));
    if (mine === preparation) set({ dataset, fresh: true, preparing: false, stage: 'done', progress: undefined });
  } catch (error) {
    if (mine !== preparation) return;
    set({ preparing: false, stage: undefined, progress: undefined });
    if (isAbort(error)) return set({ cancelled: true });
    const report = toReport(error);
    const size = config.tokenizer.options.vocabularySize;
    // The size was ours, so a smaller one is ours to try.
    if (
      report.code === 'tokenizer/vocabulary-too-large' &&
      !get().vocabularyChosen &&
      typeof size === 'number' &&
      size > 257
    ) {
      set({ config: withVocabulary(config, smallerVocabulary(size, report.most)) });
      return prepareNow();
    }
    if (get().worker !== 'failed') set({ error: report });
  }
}

/** Stops the import or preparation that is running. */
export async function cancelData(): Promise<void> {
  clearTimeout(timer);
  set({ imports: [] });
  giving?.abort(new DOMException('Cancelled', 'AbortError'));
  await ask((api) => api.cancel());
}

export const documentsFrom = (from: number, count: number): Promise<DocumentPreview[]> =>
  ask((api) => api.documents(from, count));

export const droppedFrom = (page: { from: number; count: number; step?: string }): Promise<DroppedPage> =>
  ask((api) => api.dropped(page));

export const documentsAt = (indices: readonly number[]): Promise<DocumentPreview[]> =>
  ask((api) => api.documentsAt([...indices]));

export const mediaOf = (reference: MediaReference): Promise<Uint8Array<ArrayBuffer>> =>
  ask((api) => api.media(reference));

export const soundOf = (reference: AudioReference): Promise<Sound> => ask((api) => api.sound(reference));

export const augmentPreview = (setting: AugmentSetting, seed: number, cleaning: Cleaning): Promise<AugmentExample[]> =>
  ask((api) => api.augmentPreview(setting, seed, cleaning));

export const vocabularyOf = (request: VocabularyRequest): Promise<VocabularyPage> =>
  ask((api) => api.vocabulary(request));

export const tokensOf = (text: string): Promise<{ id: number; text: string }[]> => ask((api) => api.tokens(text));

/** Resolves with the data set that the screen shows once it is prepared; rejects with the reason why there is none. */
export function whenPrepared(): Promise<DatasetManifest> {
  return new Promise((resolve, reject) => {
    const look = (state: DataState) => {
      if (state.fresh && state.dataset) return done(() => state.dataset && resolve(state.dataset));
      const reason = state.failure ?? state.error;
      if (reason) return done(() => reject(Object.assign(new Error(reason.what), { report: reason })));
      if (state.cancelled) done(() => reject(new DOMException('The preparation was cancelled', 'AbortError')));
    };
    const stop = useDataStore.subscribe(look);
    const done = (settle: () => void) => {
      stop();
      settle();
    };
    look(get());
  });
}
