/** "3 swaps, 1 synonym": what was done, for a person; '' when nothing was. */
export function countNouns(counts: readonly (readonly [count: number, one: string, many?: string])[]): string {
  return counts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count.toLocaleString('en')} ${count === 1 ? one : (many ?? `${one}s`)}`)
    .join(', ');
}
