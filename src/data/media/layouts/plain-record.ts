import type { ImportedRecord } from '../../importers/entry';

/** Columns of layouts that have no header. */
export const FILE = 'file';
export const TEXT = 'text';

/** What a line, or a text beside a file, says: which file, and the text that goes with it. */
export class PlainRecord implements ImportedRecord {
  constructor(
    readonly row: number,
    readonly byteStart: number,
    readonly byteEnd: number,
    private readonly file: string,
    private readonly text: string,
  ) {}

  names(): Iterable<string> {
    return [FILE, TEXT];
  }

  cell(name: string): string | undefined {
    if (name === FILE) return this.file;
    return name === TEXT ? this.text : undefined;
  }
}
