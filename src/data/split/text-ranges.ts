/** A half-open range of bytes in a text file: a document, or a piece of one. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** How many bytes of text each document has. */
export interface DocumentSizes {
  readonly count: number;
  readonly totalBytes: number;
  size(index: number): number;
}

/** Where documents, or pieces of them, lie in a text file, in order: 16 bytes each. */
export class DocumentRanges implements Iterable<TextRange>, DocumentSizes {
  count = 0;
  totalBytes = 0;
  private starts = new Float64Array(1024);
  private ends = new Float64Array(1024);

  add(start: number, end: number): void {
    if (this.count === this.starts.length) {
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
    }
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count++;
    this.totalBytes += end - start;
  }

  at(index: number): TextRange {
    return { start: this.starts[index] ?? 0, end: this.ends[index] ?? 0 };
  }

  *[Symbol.iterator](): Generator<TextRange> {
    for (let index = 0; index < this.count; index++) yield this.at(index);
  }

  size(index: number): number {
    return (this.ends[index] ?? 0) - (this.starts[index] ?? 0);
  }
}

function doubled(old: Float64Array): Float64Array<ArrayBuffer> {
  const next = new Float64Array(old.length * 2);
  next.set(old);
  return next;
}
