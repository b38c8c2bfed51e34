/** Growable columns of numbers side by side, ordered by their first one, `step`. Appending is O(1) amortised: capacity doubles. */
export class Columns<Name extends string> {
  private capacity = 1024;
  private rows = 0;
  private readonly arrays: Map<Name | 'step', Float64Array>;

  constructor(readonly names: readonly Name[]) {
    this.arrays = new Map([['step', new Float64Array(this.capacity)]]);
    for (const name of names) this.arrays.set(name, new Float64Array(this.capacity));
  }

  get length(): number {
    return this.rows;
  }

  /** The first `length` values; valid until the next append. */
  column(name: Name | 'step'): Float64Array {
    const array = this.arrays.get(name);
    if (!array) throw new Error(`no column ${name}`);
    return array.subarray(0, this.rows);
  }

  /**
   * A step that is not after the last one replaces what followed: after a NaN or a crash the run goes on from its last good weights, and
   * the curve is what those weights lived through.
   */
  append(row: Readonly<Record<Name | 'step', number>>): void {
    if (this.rows > 0 && row.step <= this.value('step', this.rows - 1)) this.rows = this.firstFrom(row.step);
    if (this.rows === this.capacity) this.grow();
    for (const [name, array] of this.arrays) array[this.rows] = row[name];
    this.rows++;
  }

  value(name: Name | 'step', row: number): number {
    return this.arrays.get(name)?.[row] ?? Number.NaN;
  }

  /** The first row whose step is at least `step`; `length` when there is none. */
  firstFrom(step: number): number {
    let low = 0;
    let high = this.rows;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.value('step', middle) < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The last row whose step is at most `step`; -1 when there is none. */
  lastUpTo(step: number): number {
    const row = this.firstFrom(step);
    return row < this.rows && this.value('step', row) === step ? row : row - 1;
  }

  /** The row whose step is nearest; -1 when empty. */
  nearest(step: number): number {
    const after = this.firstFrom(step);
    if (after === 0) return this.rows > 0 ? 0 : -1;
    if (after === this.rows) return after - 1;
    return this.value('step', after) - step < step - this.value('step', after - 1) ? after : after - 1;
  }

  clear(): void {
    this.rows = 0;
  }

  private grow(): void {
    this.capacity *= 2;
    for (const [name, array] of this.arrays) {
      const larger = new Float64Array(this.capacity);
      larger.set(array);
      this.arrays.set(name, larger);
    }
  }
}
