/**
 * Exponential moving average with bias correction, as TensorBoard's scalar charts have it: m <- w m + (1 - w) y, shown as m / (1 - w^n)
 * (the correction of Adam's moments: Kingma and Ba 2015, section 3). Averages losses, not their logarithms, so that the line means the same on
 * both axes; of positive values it is positive. Values that are no finite numbers are passed over. Extended as values come: O(1) each.
 */
export class Smoothing {
  private out = new Float64Array(0);
  private done = 0;
  private moment = 0;
  private correction = 1;
  private weight = Number.NaN;

  /** Smoothed values of the whole column. A new weight, or a column that became shorter, starts over. */
  of(values: Float64Array, weight: number): Float64Array {
    if (weight !== this.weight || values.length < this.done) this.reset(weight);
    if (this.out.length < values.length) {
      const larger = new Float64Array(Math.max(1024, 2 * values.length));
      larger.set(this.out.subarray(0, this.done));
      this.out = larger;
    }
    for (; this.done < values.length; this.done++) {
      const value = values[this.done] ?? Number.NaN;
      if (Number.isFinite(value)) {
        this.moment = weight * this.moment + (1 - weight) * value;
        this.correction *= weight;
      }
      // Before the first finite value there is nothing to show.
      this.out[this.done] = this.correction === 1 ? Number.NaN : this.moment / (1 - this.correction);
    }
    return this.out.subarray(0, values.length);
  }

  /** What was computed from row `row` on is no longer true. */
  forgetFrom(row: number): void {
    if (row < this.done) this.reset(this.weight);
  }

  private reset(weight: number): void {
    this.weight = weight;
    this.done = 0;
    this.moment = 0;
    this.correction = 1;
  }
}
