/** Numbers passed over between two breaths: some 5 ms. */
const STRETCH = 1 << 20;

/**
 * The k-th smallest number, k from 0 (Hoare's selection, on average linear). Reorders `values`. Yields every few milliseconds. NaN is not
 * allowed.
 */
export function* kthSmallest(values: Float64Array, k: number): Generator<void, number> {
  let low = 0;
  let high = values.length - 1;
  let passed = 0;
  while (low < high) {
    const pivot = middle(values[low] ?? 0, values[(low + high) >>> 1] ?? 0, values[high] ?? 0);
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i++;
      while ((values[j] ?? 0) > pivot) j--;
      if (i <= j) {
        const kept = values[i] ?? 0;
        values[i++] = values[j] ?? 0;
        values[j--] = kept;
      }
      if (++passed % STRETCH === 0) yield;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k] ?? Number.NaN;
}

const middle = (a: number, b: number, c: number) => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
