import type { Entry } from '@/base/registry';
import type { TokenizerFile } from '@/data/tokenizers/entry';
import type { DatasetManifest } from '@/schema/dataset';
import type { DeviceReport } from '@/schema/device';
import type { Metric } from '@/schema/metric';
import type { RunConfig } from '@/schema/run-config';
import type { RunResults } from '@/schema/run-manifest';
import type { ExportFile } from './export-file';
import type { TensorSource } from './safetensors/write-safetensors';

/** What a run made. The parameters are read one at a time, when they are written. */
export interface ExportInput {
  readonly config: RunConfig;
  readonly dataset: DatasetManifest;
  readonly tokenizer: TokenizerFile;
  /** Every parameter that the model declares, by its name and shape, in any order. */
  readonly parameters: readonly TensorSource[];
  readonly metrics: readonly Metric[];
  readonly device: DeviceReport;
  readonly results: RunResults;
  /** ISO 8601; stands in the files. */
  readonly createdAt: string;
}

/** Declaration of a weight format. Pure; `load` brings the code. */
export interface ExporterEntry extends Entry {
  /** Of the one file that a person gets: `zip`. */
  readonly extension: string;
  /** Programs that open it, best known first. */
  readonly opensWith: readonly string[];
  /** A few lines that use it; `my-model` stands for the folder. */
  readonly snippet: string;
  load(): Promise<ExporterCode>;
}

export interface ExporterCode {
  /** The files in the order in which they are to be written. Throws LoamError `export/parameters` when the weights are not the model's. */
  files(input: ExportInput): ExportFile[];
}
