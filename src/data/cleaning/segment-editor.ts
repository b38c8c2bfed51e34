/**
 * Changes a text that comes in parts in segments that do not depend on where those were cut: whole lines, and longer lines in segments of at
 * most `limit` characters, cut before a blank if there is one. Nothing that crosses a line end is seen as one; what crosses a cut within a
 * line of more than `limit` characters may be missed. Holds back one unfinished segment.
 */
export class SegmentEditor {
  private held = '';

  constructor(private readonly limit: number) {}

  begin(): void {
    this.held = '';
  }

  /** The text to pass on; `change` gets one or more whole lines, or a piece of a long line. `last` ends the last line. */
  edit(text: string, last: boolean, change: (segment: string) => string): string {
    const all = this.held + text;
    let out = '';
    /** Whole lines from here to `at` wait to be changed together. */
    let from = 0;
    let at = 0;
    for (;;) {
      const lineEnd = all.indexOf('\n', at);
      const end = lineEnd < 0 ? all.length : lineEnd;
      if (end - at > this.limit) {
        if (at > from) out += change(all.slice(from, at));
        from = at;
        at = this.cut(all, at);
        out += change(all.slice(from, at));
        from = at;
      } else if (lineEnd < 0) break;
      else at = lineEnd + 1;
    }
    if (at > from) out += change(all.slice(from, at));
    this.held = all.slice(at);
    if (last && this.held !== '') {
      out += change(this.held);
      this.held = '';
    }
    return out;
  }

  /** Before the last blank after a plain character in the second half: what was garbled has no plain characters at its borders. */
  private cut(text: string, from: number): number {
    const to = from + this.limit;
    for (let i = to; i > from + this.limit / 2; i--) {
      if (text.charCodeAt(i) !== 0x20) continue;
      const before = text.charCodeAt(i - 1);
      if (before > 0x20 && before < 0x7f) return i;
    }
    return (text.charCodeAt(to - 1) & 0xfc00) === 0xd800 ? to - 1 : to;
  }
}
