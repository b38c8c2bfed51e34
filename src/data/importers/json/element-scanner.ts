/** A top-level element, or a whole document that is one object. Places are UTF-16 units from the beginning of the text. */
export interface FoundElement {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Cuts a JSON text that comes in pieces into the elements of its array: the array at the top, or the first array that is not empty in a key
 * of the object at the top. Only strings and brackets are followed; whether an element is JSON is for JSON.parse to say, so that one broken element does not
 * cost the others. An object without an array is one element, itself.
 */
export class ElementScanner {
  /** What the text turned out to be. */
  shape: 'unknown' | 'array' | 'object' | 'array in object' | 'neither' = 'unknown';
  /** After `end`: whether brackets and strings were closed. */
  complete = false;
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** Depth inside the array whose elements are wanted; -1 before it is found. */
  private arrayDepth = -1;
  private finished = false;
  private count = 0;
  private place = 0;
  /** Text of the element, or of the object at the top, from pieces before this one. */
  private held: string[] = [];
  heldCharacters = 0;
  private start = -1;

  push(text: string): FoundElement[] {
    const found: FoundElement[] = [];
    let from = this.start >= 0 ? 0 : -1;
    /** The next backslash, looked for once however many strings come before it. */
    let slash = -1;
    /** Ends the element before `at`. */
    const take = (at: number) => {
      if (from < 0) return;
      const whole = this.held.join('') + text.slice(from, at);
      this.count++;
      found.push({ text: whole, start: this.start, end: this.start + whole.length });
      this.drop();
      from = -1;
    };
    for (let i = 0; i < text.length; i++) {
      if (this.inString) {
        if (this.escaped) {
          this.escaped = false;
          continue;
        }
        // Native search is many times faster than looking at every character of a long text.
        const quote = text.indexOf('"', i);
        if (slash < i) slash = indexOrEnd(text, '\\', i);
        if (quote >= 0 && slash > quote) {
          i = quote;
          this.inString = false;
          continue;
        }
        i = this.throughEscapes(text, i);
        continue;
      }
      const unit = text.charCodeAt(i);
      if (unit <= 0x20) continue;
      const atElements = this.depth === this.arrayDepth && !this.finished;
      if (unit === 0x5d && atElements) {
        take(i);
        this.depth--;
        this.finished = true;
        continue;
      }
      if (unit === 0x2c && atElements) {
        take(i);
        continue;
      }
      if (this.shape === 'unknown') this.begin(unit);
      else if (atElements && from < 0) {
        this.start = this.place + i;
        from = i;
      } else if (unit === 0x5b && this.depth === 1 && this.mayBeginArray) {
        this.shape = 'array in object';
        this.arrayDepth = 2;
        this.finished = false;
        this.drop();
        from = -1;
      }
      if (this.shape === 'object' && this.start < 0) {
        this.start = this.place + i;
        from = i;
      }
      if (unit === QUOTE) this.inString = true;
      else if (unit === 0x7b || unit === 0x5b) this.depth++;
      else if (unit === 0x7d || unit === 0x5d) {
        this.depth--;
        if (this.depth === 0 && this.shape === 'object') take(i + 1);
        // A bracket too many: the element it belongs to will not parse.
        if (this.depth < this.arrayDepth && !this.finished) this.depth = Math.max(this.arrayDepth, 0);
      }
    }
    if (from >= 0) {
      this.held.push(text.slice(from));
      this.heldCharacters += text.length - from;
    }
    this.place += text.length;
    return found;
  }

  /** What is left of an element that was never ended. */
  end(): void {
    this.complete = this.depth <= 0 && !this.inString && this.shape !== 'unknown';
  }

  private get mayBeginArray(): boolean {
    return this.shape === 'object' || (this.shape === 'array in object' && this.finished && this.count === 0);
  }

  private begin(unit: number): void {
    if (unit === 0x5b) {
      this.shape = 'array';
      this.arrayDepth = 1;
    } else this.shape = unit === 0x7b ? 'object' : 'neither';
  }

  private drop(): void {
    this.held = [];
    this.heldCharacters = 0;
    this.start = -1;
  }

  /** Through a string that has escapes; returns the place of its end, or of the last character. */
  private throughEscapes(text: string, from: number): number {
    for (let i = from; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === BACKSLASH) {
        i++;
        if (i === text.length) this.escaped = true;
      } else if (unit === QUOTE) {
        this.inString = false;
        return i;
      }
    }
    return text.length;
  }
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const at = text.indexOf(wanted, from);
  return at < 0 ? text.length : at;
}
