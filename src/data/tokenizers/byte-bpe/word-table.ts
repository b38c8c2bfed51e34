/**
 * Numbers words 0, 1, 2, ... in order of arrival. Words are copied into one arena of UTF-16 units: a `Map` keyed by slices would keep the
 * whole text behind every slice alive, and hashing there costs an allocation a word.
 */
export class WordTable {
  size = 0;
  /** Word i is units[starts[i]] .. units[starts[i + 1] - 1]. */
  starts = new Int32Array(1 << 12);
  units = new Uint16Array(1 << 15);
  private hashes = new Int32Array(1 << 12);
  private slots = new Int32Array(1 << 13);
  private mask = (1 << 13) - 1;

  get unitsUsed(): number {
    return this.starts[this.size] as number;
  }

  /** Number of the word [from, to) of `text`, or -1 - hash where the hash is what `insert` wants. */
  find(text: string, from: number, to: number): number {
    let h = to - from;
    for (let i = from; i < to; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h = (h ^ (h >>> 15)) & 0x7fffffff;
    let at = h & this.mask;
    for (;;) {
      const index = (this.slots[at] as number) - 1;
      if (index < 0) return -1 - h;
      if (this.hashes[index] === h && this.equals(index, text, from, to)) return index;
      at = (at + 1) & this.mask;
    }
  }

  /** Adds a word that `find` did not have; `missing` is what `find` answered. */
  insert(text: string, from: number, to: number, missing: number): number {
    const h = -1 - missing;
    const index = this.size;
    const start = this.starts[index] as number;
    const end = start + to - from;
    if (end > this.units.length) this.units = grown(this.units, end, Uint16Array);
    for (let i = from, at = start; i < to; i++, at++) this.units[at] = text.charCodeAt(i);
    this.place(h, index);
    this.hashes[index] = h;
    this.size++;
    if (this.size + 1 >= this.starts.length) {
      this.starts = grown(this.starts, this.size + 2, Int32Array);
      this.hashes = grown(this.hashes, this.size + 2, Int32Array);
    }
    this.starts[this.size] = end;
    if (this.size * 2 > this.slots.length) this.rehash();
    return index;
  }

  word(index: number): string {
    const from = this.starts[index] as number;
    const to = this.starts[index + 1] as number;
    let text = '';
    for (let at = from; at < to; at += 8192) {
      text += String.fromCharCode(...this.units.subarray(at, Math.min(to, at + 8192)));
    }
    return text;
  }

  private equals(index: number, text: string, from: number, to: number): boolean {
    const start = this.starts[index] as number;
    if ((this.starts[index + 1] as number) - start !== to - from) return false;
    for (let i = from, at = start; i < to; i++, at++) if (this.units[at] !== text.charCodeAt(i)) return false;
    return true;
  }

  private place(h: number, index: number): void {
    let at = h & this.mask;
    while (this.slots[at] !== 0) at = (at + 1) & this.mask;
    this.slots[at] = index + 1;
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    this.mask = this.slots.length - 1;
    for (let index = 0; index < this.size; index++) this.place(this.hashes[index] as number, index);
  }
}

function grown<A extends Uint16Array | Int32Array>(old: A, needed: number, type: new (length: number) => A): A {
  const next = new type(Math.max(needed, old.length * 2));
  next.set(old);
  return next;
}
