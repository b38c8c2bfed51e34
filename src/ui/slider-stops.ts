interface Range {
  readonly min: number;
  readonly max: number;
  readonly step?: number | undefined;
  readonly integer?: boolean | undefined;
  readonly scale?: 'linear' | 'log' | undefined;
}

const MANTISSAS = [1, 1.5, 2, 3, 4, 5, 6, 8];

/**
 * Values where a slider rests, ascending, both ends included. Linear: about a hundred round ones. Log: on a grid of whole steps the powers
 * of two and the values half-way between them, otherwise eight to a decade.
 */
export function sliderStops({ min, max, step, integer = false, scale = 'linear' }: Range): number[] {
  const grid = step ?? (integer ? 1 : 0);
  const stops = new Set<number>([min, max]);
  const add = (value: number) => {
    const snapped = grid > 0 ? min + Math.round((value - min) / grid) * grid : value;
    const clean = Number(snapped.toPrecision(12));
    if (clean >= min && clean <= max) stops.add(clean);
  };
  if (scale === 'log') {
    const from = min > 0 ? min : grid || max / 1e6;
    if (grid > 0) {
      for (let power = 2 ** Math.floor(Math.log2(from)); power <= max; power *= 2)
        for (const factor of [1, 1.25, 1.5, 1.75]) add(power * factor);
    } else {
      for (let e = Math.floor(Math.log10(from)); e <= Math.ceil(Math.log10(max)); e++)
        for (const mantissa of MANTISSAS) add(Number(`${mantissa}e${e}`));
    }
  } else {
    const travel = max - min;
    const rough = travel / 100;
    const decade = 10 ** Math.floor(Math.log10(rough));
    const round = [1, 2, 5, 10].map((m) => m * decade).find((m) => m >= rough * 0.999) ?? rough;
    const by = Math.max(grid, round);
    for (let i = 0; i * by <= travel * 1.0001; i++) add(min + i * by);
  }
  return [...stops].sort((a, b) => a - b);
}

/** Index of the stop nearest to a value. */
export function nearestStop(stops: readonly number[], value: number): number {
  let best = 0;
  for (let i = 1; i < stops.length; i++)
    if (Math.abs((stops[i] ?? 0) - value) < Math.abs((stops[best] ?? 0) - value)) best = i;
  return best;
}
