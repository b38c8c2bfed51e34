/**
 * Counts well-formed and broken multi-byte sequences of UTF-8 in a stream. Halves of surrogate pairs encoded in three bytes (WTF-8, CESU-8)
 * count as both: no valid UTF-8, yet nothing else writes them.
 */
export class Utf8Check {
  sequences = 0;
  broken = 0;
  private needed = 0;

  push(chunk: Uint8Array): void {
    let { needed } = this;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (needed > 0) {
        if ((byte & 0xc0) === 0x80) {
          if (--needed === 0) this.sequences++;
          continue;
        }
        this.broken++;
        needed = 0;
      }
      if (byte < 0x80) continue;
      if (byte >= 0xc2 && byte < 0xe0) needed = 1;
      else if (byte >= 0xe0 && byte < 0xf0) needed = 2;
      else if (byte >= 0xf0 && byte < 0xf5) needed = 3;
      else this.broken++;
    }
    this.needed = needed;
  }

  /** Share of sequences that are well formed, from 0 to 1. */
  get share(): number {
    return this.sequences / Math.max(1, this.sequences + this.broken);
  }
}
