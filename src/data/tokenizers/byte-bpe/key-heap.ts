const POSITIONS = 2 ** 31;

/** Smallest rank first, then the smallest position. A key holds both in one double (2^21 ranks, 2^31 positions). */
export class KeyHeap {
  size = 0;
  private keys: Float64Array;

  constructor(capacity: number) {
    this.keys = new Float64Array(Math.max(16, capacity));
  }

  append(rank: number, position: number): void {
    if (rank >= 0) this.keys[this.size++] = rank * POSITIONS + position;
  }

  heapify(): void {
    for (let i = (this.size >> 1) - 1; i >= 0; i--) this.sink(i);
  }

  push(rank: number, position: number): void {
    if (rank < 0) return;
    if (this.size === this.keys.length) {
      const keys = new Float64Array(this.size * 2);
      keys.set(this.keys);
      this.keys = keys;
    }
    const key = rank * POSITIONS + position;
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if ((this.keys[parent] as number) <= key) break;
      this.keys[i] = this.keys[parent] as number;
      i = parent;
    }
    this.keys[i] = key;
  }

  pop(): { rank: number; position: number } {
    const key = this.keys[0] as number;
    this.size--;
    this.keys[0] = this.keys[this.size] as number;
    this.sink(0);
    const rank = Math.floor(key / POSITIONS);
    return { rank, position: key - rank * POSITIONS };
  }

  private sink(from: number): void {
    const key = this.keys[from] as number;
    let i = from;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && (this.keys[child + 1] as number) < (this.keys[child] as number)) child++;
      if ((this.keys[child] as number) >= key) break;
      this.keys[i] = this.keys[child] as number;
      i = child;
    }
    this.keys[i] = key;
  }
}
