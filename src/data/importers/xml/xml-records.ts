import type { ImportedRecord } from '../entry';
import type { MarkupHandler } from '../markup/markup-scanner';
import { RecordBuilder } from './xml-record';

/** An element is held as a tree of its parts. */
export const MAX_XML_RECORD = 1 << 24;
const DEEPEST = 1000;

/** Where the tag being told begins and ends in the file. Asked in rising order. */
interface Places {
  byteAt(): number;
  byteAfter(): number;
}

/** Gathers the elements at a path as records; without a path, all text as one. */
export class XmlRecords implements MarkupHandler {
  count = 0;
  anyElement = false;
  tooLong = false;
  tooDeep = false;
  mismatched = 0;
  /** Texts that belong to no record. */
  outside = 0;
  private found: ImportedRecord[] = [];
  private builder: RecordBuilder | undefined;
  private readonly stack: string[] = [];
  /** How many names at the bottom of the stack are those of the path. */
  private onPath = 0;
  private whole = '';
  /** Of each open element, whether it has text of its own. */
  private readonly inText: boolean[] = [];
  private wholeStart = 0;
  private wholeEnd = 0;

  constructor(
    private readonly path: readonly string[] | undefined,
    private readonly places: Places,
  ) {}

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (this.stopped) return;
    if (!this.anyElement && !this.path) this.wholeStart = this.places.byteAt();
    this.anyElement = true;
    if (this.builder) this.builder.open(name, attributes);
    else if (this.path) {
      if (this.onPath === this.stack.length && this.path[this.onPath] === name) this.onPath++;
      if (this.onPath === this.path.length)
        this.builder = new RecordBuilder(name, attributes, this.count + 1, this.places.byteAt());
    } else this.edge();
    this.stack.push(name);
    if (!this.path) this.inText.push(false);
    if (this.stack.length > DEEPEST) this.tooDeep = true;
    if (this.builder?.tooLarge) this.tooLong = true;
  }

  close(name: string): void {
    if (this.stopped) return;
    let at = this.stack.length - 1;
    if (this.stack[at] !== name) {
      this.mismatched++;
      at = this.stack.lastIndexOf(name);
      if (at < 0) return;
    }
    while (this.stack.length > at) this.pop();
  }

  text(text: string): void {
    if (this.stopped) return;
    if (this.builder) {
      this.builder.text(text);
      if (this.builder.characters > MAX_XML_RECORD) this.tooLong = true;
    } else if (this.path) {
      if (/\S/.test(text)) this.outside++;
    } else if (this.stack.length > 0) {
      if (/\S/.test(text)) this.inText[this.inText.length - 1] = true;
      this.whole += text.replace(/\s+/g, ' ');
      if (this.whole.length > MAX_XML_RECORD) this.tooLong = true;
    }
  }

  taken(): ImportedRecord[] {
    const records = this.found;
    this.found = [];
    return records;
  }

  /** Whether elements were left open; a record among them is given up. */
  finish(): boolean {
    const open = this.stack.length > 0;
    const text = this.whole.replace(/ ?\n[ \n]*/g, '\n').trim();
    if (!this.path && text !== '' && !this.tooLong) {
      if (open) this.wholeEnd = this.places.byteAfter();
      const range = { byteStart: this.wholeStart, byteEnd: this.wholeEnd };
      this.count = 1;
      this.found.push({
        row: 1,
        ...range,
        names: () => ['text'],
        cell: (name) => (name === 'text' ? text : undefined),
      });
    }
    return open;
  }

  private get stopped(): boolean {
    return this.tooLong || this.tooDeep;
  }

  private pop(): void {
    this.stack.pop();
    if (!this.path) {
      this.inText.pop();
      this.edge();
      if (this.stack.length === 0) this.wholeEnd = this.places.byteAfter();
      return;
    }
    if (this.stack.length >= this.path.length) {
      this.builder?.close();
      return;
    }
    if (this.builder) {
      this.found.push(this.builder.finish(this.places.byteAfter()));
      this.builder = undefined;
      this.count++;
    }
    this.onPath = Math.min(this.onPath, this.stack.length);
  }

  /** Elements stand on lines of their own, unless they stand in text: then they are words of it. */
  private edge(): void {
    if (!this.inText.at(-1)) this.whole += '\n';
  }
}
