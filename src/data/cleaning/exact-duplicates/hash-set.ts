/** A set of 64-bit numbers as pairs of uint32: 16 bytes an element, where a Set of strings needs a hundred. */
export class HashSet {
  size = 0;
  private slots = new Uint32Array(2 << 10);

  /** Whether it was new. (0, 0) is kept as (0, 1): an empty slot is all zero. */
  add(a: number, b: number): boolean {
    const low = a === 0 && b === 0 ? 1 : b;
    const at = this.find(a, low);
    if (this.slots[at] !== 0 || this.slots[at + 1] !== 0) return false;
    this.slots[at] = a;
    this.slots[at + 1] = low;
    if (++this.size * 4 > this.slots.length) this.grow();
    return true;
  }

  private find(a: number, b: number): number {
    const mask = this.slots.length - 1;
    let at = (b * 2) & mask;
    while (this.slots[at] !== 0 || this.slots[at + 1] !== 0) {
      if (this.slots[at] === a && this.slots[at + 1] === b) break;
      at = (at + 2) & mask;
    }
    return at;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(old.length * 2);
    for (let i = 0; i < old.length; i += 2) {
      const a = old[i] as number;
      const b = old[i + 1] as number;
      if (a === 0 && b === 0) continue;
      const at = this.find(a, b);
      this.slots[at] = a;
      this.slots[at + 1] = b;
    }
  }
}
