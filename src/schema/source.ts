import type { ErrorReport } from '@/base/errors';
import type { Mapping } from './shape';

/** A file as the person gave it. A Blob crosses to the worker without being copied. */
export interface SourceFile {
  /** Path relative to the drop: `letters/1.txt`. */
  readonly path: string;
  readonly blob: Blob;
}

export type SourceOrigin = 'file' | 'folder' | 'paste' | 'sample' | 'url';

/** How the encoding was established. Nothing is ever decoded by silent default. */
export interface EncodingReport {
  /** WHATWG label: `utf-8`, `windows-1252`, `utf-16le`. */
  readonly name: string;
  readonly how: 'byte-order mark' | 'valid UTF-8' | 'null-byte pattern' | 'declared' | 'statistics';
  /** 0 to 1; only for `statistics`. */
  readonly confidence?: number;
}

/** Something worth telling about a file that was nevertheless read, or the reason why it was not. */
export interface FileProblem extends ErrorReport {
  readonly severity: 'warning' | 'error';
  /** How often it occurred (broken lines, replaced characters); `where` names the first. */
  readonly count: number;
}

export interface FileReport {
  readonly path: string;
  /** Id in the importer registry; empty when no importer took the file. */
  readonly importer: string;
  readonly encoding?: EncodingReport;
  readonly documents: number;
  /** Of a table or JSON: how its rows were made. */
  readonly mapping?: Mapping;
  /** Bytes of the file itself, decompressed. */
  readonly sizeBytes: number;
  readonly problems: readonly FileProblem[];
}

/** What the first records of a table (or the elements of JSON) show of a column (or key). */
export interface ColumnSummary {
  readonly name: string;
  readonly example: string;
  /** Over the records that have a value. */
  readonly meanCharacters: number;
  /** Share of the records that have a value. */
  readonly filled: number;
  /** How many different values there are. */
  readonly distinct: number;
}

/** For tables and JSON: which columns make a row, and as what. */
export interface ColumnChoice {
  readonly available: readonly ColumnSummary[];
  readonly mapping: Mapping;
}

/** One drop, paste or sample. */
export interface SourceReport {
  readonly id: string;
  readonly name: string;
  readonly origin: SourceOrigin;
  /** Where a file from the web came from, redirects followed. */
  readonly url?: string;
  readonly sizeBytes: number;
  readonly documents: number;
  readonly characters: number;
  /** UTF-8 bytes of the imported text. */
  readonly textBytes: number;
  readonly files: readonly FileReport[];
  readonly columns?: ColumnChoice;
}
