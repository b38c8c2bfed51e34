import { MAX_PART_CHARACTERS } from '@/schema/document';
import type { ImportedPart } from './entry';
import { cutPlace } from './text/cut-place';

/**
 * Gathers the text of one document into bounded parts. A part's byte range holds all that its text was made from; where a piece of the file is
 * cut between two parts, both have it.
 */
export class PartGatherer {
  private text = '';
  /** From where the text held was made. */
  private start: number;
  private end: number;
  private begun = false;

  constructor(
    byteStart = 0,
    /** Page or chapter, where the format has them. */
    private row?: number,
  ) {
    this.start = byteStart;
    this.end = byteStart;
  }

  /** Text that was made from the bytes up to `byteEnd`. Returns the parts that are full. */
  add(text: string, byteEnd: number): ImportedPart[] {
    const parts: ImportedPart[] = [];
    const before = this.end;
    this.end = Math.max(before, byteEnd);
    this.text += text;
    while (this.text.length > MAX_PART_CHARACTERS) {
      const at = cutPlace(this.text, MAX_PART_CHARACTERS);
      parts.push(this.part(this.text.slice(0, at), false));
      this.text = this.text.slice(at);
      this.start = before;
    }
    return parts;
  }

  /** What follows belongs to another page or chapter: it gets its own part, made from the bytes from `byteStart` on. */
  turn(row: number, byteStart = this.end): ImportedPart[] {
    const parts = this.text === '' ? [] : [this.part(this.text, false)];
    this.text = '';
    this.start = byteStart;
    this.row = row;
    return parts;
  }

  /** The last part; none where there was no text at all. */
  finish(): ImportedPart[] {
    return this.text === '' && !this.begun ? [] : [this.part(this.text, true)];
  }

  private part(text: string, lastPart: boolean): ImportedPart {
    this.begun = true;
    const range = { byteStart: this.start, byteEnd: this.end };
    return { text, lastPart, ...(this.row === undefined ? {} : { row: this.row }), ...range };
  }
}
