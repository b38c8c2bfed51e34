/** Pieces told apart in one document; later ones are taken for new. */
const MOST = 1 << 18;
/** Pieces made up so that hashes collide must not make the table a list. */
const MOST_PROBES = 256;

/**
 * Counts pieces of a document (lines, paragraphs) that occurred in it before: how many, and how many characters they have. Pieces are known
 * by a 32-bit hash and their length. 12 bytes a piece, at most 6 MB, reused from one document to the next.
 */
export class DuplicateCounter {
  total = 0;
  duplicates = 0;
  duplicateCharacters = 0;
  private distinct = 0;
  private generation = 0;
  private hashes = new Int32Array(1024);
  private lengths = new Int32Array(1024);
  /** A slot is in use if it has the generation of this document: nothing need be wiped. */
  private marks = new Uint32Array(1024);

  begin(): void {
    this.total = this.duplicates = this.duplicateCharacters = this.distinct = 0;
    this.generation++;
  }

  add(hash: number, length: number): void {
    this.total++;
    if (!this.isNew(hash | 0, length)) {
      this.duplicates++;
      this.duplicateCharacters += length;
    }
  }

  private isNew(hash: number, length: number): boolean {
    const at = this.find(hash, length);
    if (at < 0) return true;
    if (this.marks[at] === this.generation) return false;
    if (this.distinct >= MOST) return true;
    this.hashes[at] = hash;
    this.lengths[at] = length;
    this.marks[at] = this.generation;
    if (++this.distinct * 2 > this.marks.length) this.grow();
    return true;
  }

  /** The slot that has it or is free for it; -1 when there are too many near it. */
  private find(hash: number, length: number): number {
    const mask = this.marks.length - 1;
    let at = (hash ^ (hash >>> 15)) & mask;
    for (let probes = 0; probes < MOST_PROBES; probes++) {
      if (this.marks[at] !== this.generation) return at;
      if (this.hashes[at] === hash && this.lengths[at] === length) return at;
      at = (at + 1) & mask;
    }
    return -1;
  }

  private grow(): void {
    const { hashes, lengths, marks } = this;
    this.hashes = new Int32Array(hashes.length * 2);
    this.lengths = new Int32Array(hashes.length * 2);
    this.marks = new Uint32Array(hashes.length * 2);
    for (let i = 0; i < marks.length; i++) {
      if (marks[i] !== this.generation) continue;
      const at = this.find(hashes[i] ?? 0, lengths[i] ?? 0);
      if (at < 0) continue;
      this.hashes[at] = hashes[i] ?? 0;
      this.lengths[at] = lengths[i] ?? 0;
      this.marks[at] = this.generation;
    }
  }
}
