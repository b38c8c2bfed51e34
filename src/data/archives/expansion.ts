import { LoamError } from '@/base/errors';

/** Limits on what an archive may unfold to, counted on the bytes that really come out: what an archive says of itself is never believed. */
export interface ExpansionLimits {
  /** Decompressed bytes for each compressed byte; text reaches 5 to 20, logs 50. */
  readonly ratio: number;
  /** Below so many bytes any ratio is fine. */
  readonly ratioFromBytes: number;
  readonly totalBytes: number;
  readonly entries: number;
  /** Archives within archives. */
  readonly depth: number;
}

export const EXPANSION_LIMITS: ExpansionLimits = {
  ratio: 200,
  ratioFromBytes: 10e6,
  totalBytes: 4e9,
  entries: 100_000,
  depth: 3,
};

/** What one dropped archive has unfolded to so far, all members and inner archives together. */
export class Expansion {
  private totalBytes = 0;
  private entries = 0;

  constructor(
    private readonly archiveBytes: number,
    readonly limits: ExpansionLimits = EXPANSION_LIMITS,
  ) {}

  /** Whether nothing more may be taken out of this archive. */
  get exhausted(): boolean {
    return this.totalBytes > this.limits.totalBytes || this.entries > this.limits.entries;
  }

  enter(path: string): void {
    if (++this.entries > this.limits.entries)
      throw tooLarge(path, `The archive holds more than ${this.limits.entries} files`);
  }

  /**
   * Passes bytes through and throws LoamError `import/expands-too-much` when they become too many. `compressedBytes` says how many went in
   * so far. Bytes read a second time are not counted twice: `counter` remembers across readings of one member.
   */
  async *watch(
    path: string,
    chunks: AsyncIterable<Uint8Array>,
    compressedBytes: () => number,
    counter: { bytes: number },
  ): AsyncGenerator<Uint8Array> {
    const { ratio, ratioFromBytes, totalBytes } = this.limits;
    let out = 0;
    for await (const chunk of chunks) {
      out += chunk.length;
      if (out > counter.bytes) {
        this.totalBytes += out - counter.bytes;
        counter.bytes = out;
      }
      if (this.totalBytes > totalBytes)
        throw tooLarge(path, `The archive expands to more than ${gigabytes(totalBytes)}`);
      const compressed = Math.max(1, compressedBytes());
      if (out > ratioFromBytes && out > ratio * compressed)
        throw tooLarge(path, `It expands more than ${ratio} times: ${compressed} bytes to over ${out}`);
      if (this.totalBytes > ratioFromBytes && this.totalBytes > ratio * this.archiveBytes)
        throw tooLarge(path, `The archive expands more than ${ratio} times`);
      yield chunk;
    }
  }
}

function tooLarge(path: string, what: string): LoamError {
  return new LoamError({
    code: 'import/expands-too-much',
    what,
    where: path,
    remedy: 'Unpack it yourself and drop the files, if you trust where it came from.',
  });
}

const gigabytes = (bytes: number) => (bytes >= 1e9 ? `${bytes / 1e9} GB` : `${bytes / 1e6} MB`);
