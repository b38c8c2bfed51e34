import type { ErrorReport } from '@/base/errors';
import type { Progress } from '@/base/progress';
import type { SoundPicture } from '@/data/media/audio/sound-picture';
import type { RgbImage } from '@/data/media/images/rgb-image';
import type { DatasetManifest, ImportedTokenizer, PrepareConfig, SplitConfig } from '@/schema/dataset';
import type { DeviceReport } from '@/schema/device';
import type { Provenance } from '@/schema/document';
import type { AudioReference, MediaReference } from '@/schema/media';
import type { Metric } from '@/schema/metric';
import type { Profile } from '@/schema/profile';
import type { QualityReport } from '@/schema/quality';
import type { FieldRole } from '@/schema/row';
import type { RunStatus } from '@/schema/run';
import type { RunConfig } from '@/schema/run-config';
import type { Mapping, ShapeId } from '@/schema/shape';
import type { SourceFile, SourceOrigin, SourceReport } from '@/schema/source';
import type { TrainingPlan } from '@/schema/training-plan';

/** The messages between threads, typed once. Types only: no code may live here. Comlink carries the calls and the callbacks. */

export interface DocumentPreview {
  readonly provenance: Provenance;
  /** The beginning; of a row, its text fields. */
  readonly text: string;
  /** Of the whole text. */
  readonly characters: number;
  /** Of a row, the beginnings of its fields, by name, and what else is known of it. */
  readonly row?: RowPreview;
}
export interface RowPreview {
  readonly shape: ShapeId;
  readonly fields: readonly { readonly name: string; readonly role: FieldRole; readonly value: string }[];
  readonly group?: string;
  /** Milliseconds since 1970. */
  readonly time?: number;
  readonly languages?: { readonly source?: string; readonly target?: string };
  readonly media?: MediaReference;
}

/** A document that cleaning dropped. */
export interface DroppedPreview extends DocumentPreview {
  /** Index in the corpus. */
  readonly document: number;
  /** For `PrepareConfig.rescued`. */
  readonly key: string;
  /** Id of the cleaning step, and the reason that it declares. */
  readonly step: string;
  readonly reason: string;
}
export interface DroppedPage {
  /** How many there are, on all pages. */
  readonly total: number;
  readonly documents: readonly DroppedPreview[];
}

export interface VocabularyRequest {
  readonly from: number;
  readonly count: number;
  /** Only tokens that hold this text. */
  readonly find?: string;
}
export interface VocabularyPage {
  /** How many tokens there are on all pages. */
  readonly found: number;
  /** Tokens that the training side does not have at all. */
  readonly unused: number;
  readonly tokens: readonly {
    readonly id: number;
    /** U+FFFD stands for bytes that are part of a character. */
    readonly text: string;
    readonly count: number;
    /** Of all training tokens. */
    readonly share: number;
  }[];
}

export type AugmentSetting = NonNullable<PrepareConfig['augment']>['settings'][number];

/** The cleaning that goes before. */
export type Cleaning = Pick<PrepareConfig, 'steps' | 'rescued'>;

/** A document, or the beginning of one, and its augmented copy. */
export interface AugmentExample {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** "3 swaps, 1 synonym". */
  readonly done: string;
  /** Where it is the row's picture that changes. */
  readonly pictures?: { readonly before: RgbImage; readonly after: RgbImage };
  /** Where it is the row's sound. */
  readonly sounds?: { readonly before: Sound; readonly after: Sound };
}

/** A recording, or the beginning of one, to hear and to look at. */
export interface Sound extends Partial<Pick<SoundPicture, 'peaks'>>, Pick<SoundPicture, 'spectrogram'> {
  /** Absent where only the spectrogram is changed. */
  readonly wav?: Blob;
  /** Hertz. */
  readonly sampleRate: number;
  readonly seconds: number;
}

/** What to measure: the corpus as these steps leave it (none that is on: as imported), or a sample of it. */
export interface QualityRequest {
  readonly steps: PrepareConfig['steps'];
  readonly rescued: readonly string[];
  /** Decides what is compared with what for overlap, and what decontamination may drop. */
  readonly split: SplitConfig;
  readonly sample: boolean;
}

/** Counts over the imported corpus, before cleaning. */
export interface CorpusReport {
  readonly documents: number;
  readonly characters: number;
  readonly textBytes: number;
  /** Documents that repeat an earlier one exactly. */
  readonly duplicates: number;
  /** Document lengths in characters: bar i counts lengths in [edges[i], edges[i + 1]). */
  readonly lengths: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  readonly encodings: readonly { readonly name: string; readonly files: number }[];
  readonly samples: readonly DocumentPreview[];
}

export type DataStage = 'import' | 'inspect' | 'clean' | 'split' | 'tokenizer' | 'encode' | 'measure' | 'done';

export interface DataEvents {
  progress(stage: DataStage, progress: Progress): void;
}

export interface DataApi {
  /** Must be called first. Returns what earlier visits left in storage. */
  open(events: DataEvents): Promise<{ sources: SourceReport[]; dataset?: DatasetManifest }>;
  /** Imports one drop, or a file fetched from `url`. A file that cannot be read is reported inside its source, never thrown; cancelling throws AbortError. */
  add(files: SourceFile[], origin: SourceOrigin, name: string, url?: string): Promise<SourceReport>;
  remove(sourceId: string): Promise<void>;
  /** Reads a table or JSON source again as rows of this kind. */
  chooseColumns(sourceId: string, mapping: Mapping): Promise<SourceReport>;
  inspect(): Promise<CorpusReport>;
  documents(from: number, count: number): Promise<DocumentPreview[]>;
  /** Clean, split, tokenize, pack. A new call cancels a running one. Throws LoamError (e.g. `data/too-short`) or AbortError. */
  prepare(config: PrepareConfig): Promise<DatasetManifest>;
  /** Checks a `tokenizer.json` and keeps it for `PrepareConfig.importedTokenizer`. Throws LoamError `tokenizer/...`. */
  importTokenizer(file: Blob, name: string): Promise<ImportedTokenizer>;
  /** Documents that the current data set's cleaning dropped, with the reason; of one step where it is named. */
  dropped(page: { from: number; count: number; step?: string }): Promise<DroppedPage>;
  /**
   * What an augmentation would make of some documents, after the cleaning steps that judge each by itself; what they drop is not shown. Those that work on tokens show how the current data set's tokenizer cuts.
   */
  augmentPreview(setting: AugmentSetting, seed: number, cleaning: Cleaning): Promise<AugmentExample[]>;
  /** The pixels or samples of a row, as `schema/media.ts` says they lie at rest. */
  media(reference: MediaReference): Promise<Uint8Array<ArrayBuffer>>;
  /** A row's recording, or its first half minute. */
  sound(reference: AudioReference): Promise<Sound>;
  /** Beginnings of these documents of the corpus, by index. */
  documentsAt(indices: number[]): Promise<DocumentPreview[]>;
  /** Measures quality. A newer call, a preparation or a change of the corpus cancels it (AbortError). */
  quality(request: QualityRequest): Promise<QualityReport>;
  /** Cancels whatever import, preparation or measurement is running. */
  cancel(): Promise<void>;
  /** The current data set's vocabulary, the commonest token first. */
  vocabulary(request: VocabularyRequest): Promise<VocabularyPage>;
  /** How the current data set's tokenizer cuts a text. */
  tokens(text: string): Promise<{ id: number; text: string }[]>;
}

/** A file from the web. */
export interface FetchedFile {
  readonly name: string;
  /** Where it came from in the end, redirects followed. */
  readonly url: string;
  readonly blob: Blob;
}

/** The worker that asks another host for one file. */
export interface DoorApi {
  /** Throws LoamError `fetch/...`. */
  fetchFile(address: string, onProgress: (progress: Progress) => void): Promise<FetchedFile>;
}

export interface GenerateRequest {
  readonly prompt: string;
  readonly maxTokens: number;
  /** 0 takes the most probable token. */
  readonly temperature: number;
  /** 0 switches it off. */
  readonly topK: number;
  /** 1 switches it off. */
  readonly topP: number;
  readonly seed: number;
  readonly weights: 'best' | 'latest';
}
export interface GenerateResult {
  /** All that was written: the last pieces may come later than the result, which has a port of its own. */
  readonly text: string;
  readonly tokens: number;
  readonly tokensPerSecond: number;
  readonly end: 'length' | 'end of text' | 'stopped';
}

/** One token of a held-out text with the model's probability for it, and what it would have said. */
export interface TokenJudgement {
  readonly text: string;
  readonly probability: number;
  readonly top: readonly { readonly text: string; readonly probability: number }[];
}

export interface TrainEvents {
  /** At most ten times a second; every step's metric is in some batch. */
  metrics(batch: Metric[]): void;
  /** At every change of phase and at most four times a second between. */
  status(status: RunStatus): void;
}

export interface TrainApi {
  /** Must be called first: asks for the device. Returns what the last visit left, if its best checkpoint can be used. */
  open(
    events: TrainEvents,
    preferred: 'webgpu' | 'cpu',
  ): Promise<{
    device: DeviceReport;
    lastRun?: { status: RunStatus; config: RunConfig; metrics: Metric[]; dataset: DatasetManifest };
  }>;
  /**
   * What a run with these settings would take on the GPU; undefined on the cpu backend. Throws LoamError `gpu/over-limit` with the largest tensors
   * named, or as `start` does for settings that cannot be.
   */
  plan(config: RunConfig, vocabularySize: number): Promise<TrainingPlan | undefined>;
  /**
   * Times every dispatch of a step with these settings, on made-up tokens; the run, if any, is not touched and must be paused or ended. Throws as `plan`
   * does, `profile/no-gpu` on the cpu backend, or AbortError.
   */
  profile(config: RunConfig, vocabularySize: number, onProgress: (progress: Progress) => void): Promise<Profile>;
  cancelProfile(): Promise<void>;
  /** Starts a run on a prepared data set; resolves when the first step is done or throws with the reason why it cannot start. */
  start(config: RunConfig, datasetId: string): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
  /** After the end: goes on from the last state for so many steps more. */
  extend(steps: number): Promise<void>;
  /** Streams text. While a run is on it must be paused or ended. */
  generate(request: GenerateRequest, onText: (text: string) => void): Promise<GenerateResult>;
  stopGenerating(): Promise<void>;
  /** Judges a stretch of the validation set with the best checkpoint. */
  judge(window: number): Promise<TokenJudgement[]>;
  /** Writes the zip to storage, streaming, and hands it out as a file on disk. */
  exportZip(onProgress: (progress: Progress) => void): Promise<File>;
  cancelExport(): Promise<void>;
}

/** What a worker that dies tells its client. */
export type WorkerFailure = ErrorReport;
