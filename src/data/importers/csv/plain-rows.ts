const QUOTE = '"';
const QUOTE_CODE = 34;
const RETURN_CODE = 13;

/**
 * Reads rows whose quotation marks are where RFC 4180 has them, one after the other: about all rows there are. Where a row is not finished, or has its
 * marks elsewhere, it answers `undefined`, and a parser with opinions (papaparse) takes over; of what this one reads, both say the same.
 */
export class PlainRows {
  /** Where the row that was read last ends, its line end included. */
  end = 0;
  /** The row that could not be read is plain as far as the text goes: there is more to come. */
  unfinished = false;
  /** The next of each from where we are; beyond the text where there is none. */
  private delimiterAt = -1;
  private newlineAt = -1;

  constructor(
    private readonly text: string,
    private readonly delimiter: string,
    private readonly newline: string,
    /** The text is the last: its last row needs no line end. */
    private readonly last: boolean,
  ) {}

  /** Cells of the row at `from`. Rows are asked for in rising order. */
  read(from: number): string[] | undefined {
    const { text, delimiter, newline } = this;
    if (from >= text.length) return undefined;
    const cells: string[] = [];
    for (let at = from; ; ) {
      const quoted = text.charCodeAt(at) === QUOTE_CODE;
      const close = quoted ? this.closing(at) : at;
      if (close < 0) return this.breaksOff();
      const stop = quoted ? close + 1 : at;
      if (this.newlineAt < stop) this.newlineAt = this.find(newline, stop);
      if (this.delimiterAt < stop) this.delimiterAt = this.find(delimiter, stop);
      const cellEnd = Math.min(this.newlineAt, this.delimiterAt);
      if (quoted) {
        // Between a closing mark and the end of its cell there may be the first half of CR LF.
        const carried = cellEnd === this.newlineAt && newline === '\n' && text.charCodeAt(stop) === RETURN_CODE ? 1 : 0;
        if (cellEnd !== stop + carried) return undefined;
        const cell = text.slice(at + 1, close);
        cells.push(cell.includes(QUOTE) ? cell.replaceAll('""', QUOTE) : cell);
      } else cells.push(text.slice(at, cellEnd));
      if (cellEnd === text.length) {
        if (!this.last) return this.breaksOff();
        this.end = cellEnd;
        return cells;
      }
      if (cellEnd === this.newlineAt) {
        this.end = cellEnd + newline.length;
        return cells;
      }
      at = cellEnd + delimiter.length;
    }
  }

  private breaksOff(): undefined {
    this.unfinished = !this.last;
  }

  /** The mark that closes the one at `open`, doubled ones passed over; -1 where there is none. */
  private closing(open: number): number {
    const { text } = this;
    let at = text.indexOf(QUOTE, open + 1);
    while (at >= 0 && text.charCodeAt(at + 1) === QUOTE_CODE) at = text.indexOf(QUOTE, at + 2);
    return at;
  }

  private find(what: string, from: number): number {
    const at = this.text.indexOf(what, from);
    return at < 0 ? this.text.length : at;
  }
}
