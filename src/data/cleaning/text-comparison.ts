/** Characters of an example on either side of the first difference. */
const BEFORE = 40;
const AFTER = 100;

/**
 * Whether what a step passed on, all in all, is what came in, although the step may hold text back for a while. Keeps only the text held
 * back, and an excerpt around the first difference.
 */
export class TextComparison {
  differs = false;
  example: { before: string; after: string } | undefined;
  /** The last characters found equal. */
  private tail = '';
  private pending = '';

  add(before: string, after: string): void {
    if (this.differs) return;
    if (this.pending === '' && before === after) {
      if (after !== '') this.tail = after.slice(-BEFORE);
      return;
    }
    const pending = this.pending + before;
    if (pending.startsWith(after)) {
      this.pending = pending.slice(after.length);
      if (after !== '') this.tail = after.slice(-BEFORE);
    } else this.found(pending, after);
  }

  /** After the last part: what was never passed on was removed. */
  end(): void {
    if (!this.differs && this.pending !== '') this.found(this.pending, '');
  }

  private found(before: string, after: string): void {
    this.differs = true;
    this.pending = '';
    let equal = 0;
    while (equal < after.length && before[equal] === after[equal]) equal++;
    const from = Math.max(0, equal - BEFORE);
    const lead = from === 0 ? this.tail.slice(-(BEFORE - equal) || this.tail.length) : '';
    const excerpt = (text: string) => wholeCharacters(lead + text.slice(from, equal + AFTER));
    this.example = { before: excerpt(before), after: excerpt(after) };
  }
}

/** Without the half of a surrogate pair that an excerpt may begin or end with. */
export const wholeCharacters = (text: string) => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
