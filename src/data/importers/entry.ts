import type { Entry } from '@/base/registry';
import type { FileProblem } from '@/schema/source';
import type { TextFile } from '../encoding/text-file';

/** Declaration of a file format. `load` brings the reader. */
export interface ImporterEntry extends Entry {
  /** Endings of file names, lower case, without the dot. */
  readonly extensions: readonly string[];
  /** `text`: the file is one document. `records`: each row, line or element is one, with text in some of its columns. */
  readonly kind: 'text' | 'records';
  load(): Promise<ImporterCode>;
}

export type ImporterCode = TextReader | RecordReader;

export interface ReadContext {
  /** Counted by code; `where` of the first is kept. */
  report(problem: Omit<FileProblem, 'count'>): void;
}

/** A stretch of a document: consecutive parts, the last one marked. */
export interface ImportedPart {
  readonly text: string;
  readonly lastPart: boolean;
  /** 1-based line, row or element; absent when the file is the document. */
  readonly row?: number;
  /** Half-open byte range in the file, before decoding. */
  readonly byteStart: number;
  readonly byteEnd: number;
}

export interface TextReader {
  readonly kind: 'text';
  /** Bounded parts (MAX_PART_CHARACTERS) of one document. */
  parts(file: TextFile, context: ReadContext): AsyncIterable<ImportedPart[]>;
}

export interface ImportedRecord {
  readonly row: number;
  readonly byteStart: number;
  readonly byteEnd: number;
  /** Columns or keys that hold text, numbers or truth values, in the order of the file; nested keys as `a.b`. */
  names(): Iterable<string>;
  /** Text of a column; undefined where the record has none. */
  cell(name: string): string | undefined;
}

export interface RecordReader {
  readonly kind: 'records';
  /** Records in order. `import/...` LoamErrors end the file; what came before stays. */
  records(file: TextFile, context: ReadContext): AsyncIterable<ImportedRecord[]>;
}

/** A record is held as a whole; one that is longer is no record. */
export const MAX_RECORD_CHARACTERS = 1 << 26;
