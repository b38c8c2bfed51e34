/** Numbers pairs of ids 0, 1, 2, ... in order of arrival. Open addressing over typed arrays: a Map with number keys is four times slower. */
export class PairTable {
  /** Members of pair i. */
  left: Int32Array;
  right: Int32Array;
  size = 0;
  private slots: Int32Array;
  private mask: number;

  constructor(expected = 1024) {
    let slots = 16;
    while (slots < expected * 2) slots *= 2;
    this.slots = new Int32Array(slots);
    this.mask = slots - 1;
    this.left = new Int32Array(slots / 2);
    this.right = new Int32Array(slots / 2);
  }

  /** Number of the pair, or -1. */
  find(left: number, right: number): number {
    let at = hash(left, right) & this.mask;
    for (;;) {
      const index = (this.slots[at] as number) - 1;
      if (index < 0) return -1;
      if (this.left[index] === left && this.right[index] === right) return index;
      at = (at + 1) & this.mask;
    }
  }

  /** Number of the pair, new or old. */
  add(left: number, right: number): number {
    let at = hash(left, right) & this.mask;
    for (;;) {
      const index = (this.slots[at] as number) - 1;
      if (index < 0) break;
      if (this.left[index] === left && this.right[index] === right) return index;
      at = (at + 1) & this.mask;
    }
    const index = this.size++;
    this.left[index] = left;
    this.right[index] = right;
    this.slots[at] = index + 1;
    if (this.size === this.left.length) this.grow();
    return index;
  }

  private grow(): void {
    const capacity = this.left.length * 2;
    const left = new Int32Array(capacity);
    const right = new Int32Array(capacity);
    left.set(this.left);
    right.set(this.right);
    this.left = left;
    this.right = right;
    this.slots = new Int32Array(capacity * 2);
    this.mask = this.slots.length - 1;
    for (let index = 0; index < this.size; index++) {
      let at = hash(left[index] as number, right[index] as number) & this.mask;
      while (this.slots[at] !== 0) at = (at + 1) & this.mask;
      this.slots[at] = index + 1;
    }
  }
}

function hash(left: number, right: number): number {
  const h = Math.imul(left, 0x9e3779b1) ^ Math.imul(right + 0x7f4a7c15, 0x85ebca6b);
  return h ^ (h >>> 15);
}
