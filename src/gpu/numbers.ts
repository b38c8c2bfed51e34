/** Typed arrays of the double-precision references. */
export type Numbers = Float64Array;

/** Element i. The references stay within bounds by construction, which `noUncheckedIndexedAccess` cannot know. */
export function at(values: Float64Array, i: number): number {
  return values[i] as number;
}

export function addTo(values: Float64Array, i: number, amount: number): void {
  values[i] = at(values, i) + amount;
}

/** Product of a shape's dimensions. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}
