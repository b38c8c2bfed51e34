/** Token ids of a large text: four bytes each, where an array of numbers would take eight and more. */
export class IdList {
  private room = new Int32Array(1 << 16);
  length = 0;

  append(ids: readonly number[]): void {
    const needed = this.length + ids.length;
    if (needed > this.room.length) {
      const larger = new Int32Array(Math.max(needed, 2 * this.room.length));
      larger.set(this.values);
      this.room = larger;
    }
    this.room.set(ids, this.length);
    this.length = needed;
  }

  get values(): Int32Array {
    return this.room.subarray(0, this.length);
  }
}
