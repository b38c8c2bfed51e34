/** Round numbers over a range: multiples of 1, 2, 2.5 or 5 times a power of ten, about `count` of them. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const step = roundStep((high - low) / Math.max(1, count));
  if (!(step > 0)) return [low];
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) ticks.push(clean(i * step));
  return ticks;
}

/** The round step that is at least `rough`. */
export function roundStep(rough: number): number {
  if (!(rough > 0) || !Number.isFinite(rough)) return 0;
  const decade = 10 ** Math.floor(Math.log10(rough));
  return clean(([1, 2, 2.5, 5, 10].find((m) => m * decade >= rough * 0.9999) ?? 10) * decade);
}

const MANTISSAS: readonly (readonly number[])[] = [
  [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8],
  [1, 1.5, 2, 3, 5, 7],
  [1, 2, 5],
  [1, 3],
  [1],
];

/** Round numbers over a logarithmic range, as many as stay below `count`; every so many decades when there are more. */
export function logTicks(low: number, high: number, count: number): number[] {
  if (!(low > 0) || !(high > low)) return [];
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  const inside = (value: number) => value >= low * 0.9999 && value <= high * 1.0001;
  for (const mantissas of MANTISSAS) {
    const ticks: number[] = [];
    for (let e = from; e <= to; e++) for (const m of mantissas) ticks.push(Number(`${m}e${e}`));
    const shown = ticks.filter(inside);
    if (shown.length <= count && (shown.length >= 2 || mantissas.length > 3)) return shown;
    if (mantissas.length > 1) continue;
    const every = Math.ceil(shown.length / count);
    return shown.filter((_, i) => i % every === 0);
  }
  return [];
}

/** Without the dust of binary fractions. */
const clean = (value: number) => Number(value.toPrecision(12));
