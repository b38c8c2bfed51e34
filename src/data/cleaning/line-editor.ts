/** A line is judged by its first so many characters; what follows shares its fate. No line that people wrote is longer. */
export const LINE_LIMIT = 1 << 16;

/** What becomes of a line: other text in its place, or nothing at all, its end included. */
export type LineJudge = (line: string) => string | undefined;

/**
 * Edits a text line by line although it comes in parts, so that it does not matter where those were cut. Holds back the unfinished line, at
 * most LINE_LIMIT characters. Lines end at U+000A, which the judge does not see. Of a line longer than
 * LINE_LIMIT the judge sees the beginning, and may edit that; the rest passes unseen, or goes with it.
 */
export class LineEditor {
  private held: string[] = [];
  private heldLength = 0;
  /** Fate of the rest of a line that is too long to be held. */
  private rest: 'unknown' | 'keep' | 'remove' = 'unknown';

  begin(): void {
    this.held = [];
    this.heldLength = 0;
    this.rest = 'unknown';
  }

  /** The text to pass on. `last` ends the last line. */
  edit(text: string, last: boolean, judge: LineJudge): string {
    let out = '';
    let at = 0;
    for (;;) {
      const end = text.indexOf('\n', at);
      const to = end < 0 ? text.length : end;
      out += this.piece(text.slice(at, to), judge);
      if (end < 0) break;
      out += this.endLine('\n', judge);
      at = end + 1;
    }
    if (last && (this.heldLength > 0 || this.rest !== 'unknown')) out += this.endLine('', judge);
    return out;
  }

  private piece(text: string, judge: LineJudge): string {
    if (text === '' || this.rest === 'remove') return '';
    if (this.rest === 'keep') return text;
    if (this.heldLength + text.length < LINE_LIMIT) {
      this.held.push(text);
      this.heldLength += text.length;
      return '';
    }
    const all = this.takeHeld() + text;
    const half = (all.charCodeAt(LINE_LIMIT - 1) & 0xfc00) === 0xd800 ? 1 : 0;
    const begun = all.slice(0, LINE_LIMIT - half);
    const after = judge(begun);
    this.rest = after === undefined ? 'remove' : 'keep';
    return after === undefined ? '' : after + all.slice(begun.length);
  }

  private endLine(lineEnd: string, judge: LineJudge): string {
    const { rest } = this;
    const line = this.takeHeld();
    this.rest = 'unknown';
    if (rest === 'keep') return lineEnd;
    if (rest === 'remove') return '';
    const after = judge(line);
    return after === undefined ? '' : after + lineEnd;
  }

  private takeHeld(): string {
    const [only = ''] = this.held;
    const line = this.held.length > 1 ? this.held.join('') : only;
    this.held = [];
    this.heldLength = 0;
    return line;
  }
}
