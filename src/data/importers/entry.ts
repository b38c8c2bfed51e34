import type { Entry } from '@/base/registry';
import type { FileProblem } from '@/schema/source';
import type { TextFile } from '../encoding/text-file';
import type { BinaryFile } from './binary-file';

/** Declaration of a file format. `load` brings the reader. */
export type ImporterEntry = TextImporter | BinaryImporter;

interface Format extends Entry {
  /** Endings of file names, lower case, without the dot. */
  readonly extensions: readonly string[];
  /** `text`: the file is one document. `records`: each row, line or element is one, with text in some of its columns. */
  readonly kind: 'text' | 'records';
  /** Whether a file's first bytes prove this format: outranks the ending, which may be missing or wrong. */
  readonly proves?: (head: Uint8Array) => boolean;
  /** Whether a file looks like this format: asked only where no importer knows the ending. */
  readonly resembles?: (head: Uint8Array) => boolean;
  /** A member that makes a zip archive a file of this format, which is then not unpacked. */
  readonly zipMember?: string;
}

/** A format of characters: its reader gets a file whose encoding is established. */
export interface TextImporter extends Format {
  readonly input?: 'text';
  /** The encoding that the file itself names, as a WHATWG label: asked when it is not valid UTF-8. */
  readonly declaredEncoding?: (head: Uint8Array) => string | undefined;
  load(): Promise<Reader<TextFile>>;
}

/** A format of bytes: there is no encoding to establish, or the format names one for each piece of text. */
export interface BinaryImporter extends Format {
  readonly input: 'bytes';
  load(): Promise<Reader<BinaryFile>>;
}

export type Reader<File> = TextReader<File> | RecordReader<File>;

export interface ReadContext {
  /** Counted by code; `where` of the first is kept. */
  report(problem: Omit<FileProblem, 'count'>): void;
  /** Lets messages in, and throws when the import was cancelled: for loops that yield nothing for long. */
  breathe(): Promise<void>;
  /** Columns of which cells are asked from now on, where that is decided: formats that keep columns apart read no others. */
  columns?(): readonly string[] | undefined;
}

/** A stretch of a document: consecutive parts, the last one marked. */
export interface ImportedPart {
  readonly text: string;
  readonly lastPart: boolean;
  /** 1-based line, row, element or page; absent when the file is the document. */
  readonly row?: number;
  /** Half-open byte range in the file, before decoding; all of it where a format keeps no places. */
  readonly byteStart: number;
  readonly byteEnd: number;
}

export interface TextReader<File = TextFile> {
  readonly kind: 'text';
  /** Bounded parts (MAX_PART_CHARACTERS) of one document. */
  parts(file: File, context: ReadContext): AsyncIterable<ImportedPart[]>;
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

export interface RecordReader<File = TextFile> {
  readonly kind: 'records';
  /** Records in order. `import/...` LoamErrors end the file; what came before stays. */
  records(file: File, context: ReadContext): AsyncIterable<ImportedRecord[]>;
}

/** A record is held as a whole; one that is longer is no record. */
export const MAX_RECORD_CHARACTERS = 1 << 26;
