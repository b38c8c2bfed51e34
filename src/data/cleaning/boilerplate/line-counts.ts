/** Different lines counted at once: 2^22 slots of 12 bytes, 48 MB, at most half of them in use. */
const MOST_SLOTS = 1 << 22;

/**
 * In how many documents each line stands. Lines are 64-bit hashes. When the table is full, those seen least are forgotten (Manku and Motwani
 * 2002, lossy counting): a line is never taken for more frequent than it is, and one that is frequent is counted short by a few.
 */
export class LineCounts {
  private used = 0;
  /** Lines of so many documents and fewer were forgotten last. */
  private forgotten = 0;
  private keys = new Uint32Array(2 << 12);
  private counts = new Uint32Array(1 << 12);

  constructor(private readonly mostSlots = MOST_SLOTS) {}

  add(a: number, b: number): void {
    const at = this.find(a, b);
    if (this.counts[at] === 0) {
      this.keys[2 * at] = a;
      this.keys[2 * at + 1] = b;
      this.used++;
    }
    this.counts[at] = (this.counts[at] ?? 0) + 1;
    if (this.used * 2 <= this.counts.length) return;
    if (this.counts.length < this.mostSlots) this.rebuild(this.counts.length * 2, 0);
    // A quarter must be free afterwards, or the next line would have to begin again.
    else while (this.used * 4 > this.counts.length) this.rebuild(this.counts.length, ++this.forgotten);
  }

  get(a: number, b: number): number {
    return this.counts[this.find(a, b)] ?? 0;
  }

  private find(a: number, b: number): number {
    const mask = this.counts.length - 1;
    let at = (a ^ (b >>> 7)) & mask;
    while (this.counts[at] !== 0 && (this.keys[2 * at] !== a || this.keys[2 * at + 1] !== b)) at = (at + 1) & mask;
    return at;
  }

  private rebuild(slots: number, forget: number): void {
    const { keys, counts } = this;
    this.keys = new Uint32Array(2 * slots);
    this.counts = new Uint32Array(slots);
    this.used = 0;
    for (let i = 0; i < counts.length; i++) {
      const count = counts[i] ?? 0;
      if (count <= forget) continue;
      const at = this.find(keys[2 * i] ?? 0, keys[2 * i + 1] ?? 0);
      this.keys[2 * at] = keys[2 * i] ?? 0;
      this.keys[2 * at + 1] = keys[2 * i + 1] ?? 0;
      this.counts[at] = count;
      this.used++;
    }
  }
}
