/**
 * Words of a document whose n-grams are compared. Longer documents are judged by their first so many, which is more than Gopher's longest
 * (100,000): some 1.2 MB of English.
 */
export const MOST_WORDS = 200_000;

/** Hash and length of each word of a document, in order: 8 bytes a word, reused from one document to the next. */
export class WordList {
  count = 0;
  hashes = new Int32Array(4096);
  lengths = new Int32Array(4096);

  begin(): void {
    this.count = 0;
  }

  add(hash: number, length: number): void {
    if (this.count === this.hashes.length) {
      if (this.count >= MOST_WORDS) return;
      const room = Math.min(MOST_WORDS, this.count * 2);
      const { hashes, lengths } = this;
      this.hashes = new Int32Array(room);
      this.hashes.set(hashes);
      this.lengths = new Int32Array(room);
      this.lengths.set(lengths);
    }
    this.hashes[this.count] = hash;
    this.lengths[this.count++] = length;
  }
}
