import type { Distribution } from '@/schema/quality';

/** Documents that are remembered behind each bar. */
export const BEHIND = 24;

interface About {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly citation?: string;
  readonly unit: string;
  readonly scale: Distribution['scale'];
  readonly edges: readonly number[];
  readonly thresholds?: Distribution['thresholds'];
}

/** Counts values into bars as they come, and remembers the first documents of each. */
export class Histogram {
  private readonly counts: number[];
  private readonly behind: number[][];
  private values = new Float64Array(1024);
  private used = 0;

  constructor(private readonly about: About) {
    this.counts = new Array<number>(about.edges.length - 1).fill(0);
    this.behind = this.counts.map(() => []);
  }

  /** A value outside the edges falls into the first or last bar. */
  add(value: number, document: number): void {
    const bar = this.barOf(value);
    this.counts[bar] = (this.counts[bar] ?? 0) + 1;
    const behind = this.behind[bar];
    if (behind && behind.length < BEHIND) behind.push(document);
    if (this.used === this.values.length) {
      const more = new Float64Array(this.used * 2);
      more.set(this.values);
      this.values = more;
    }
    this.values[this.used++] = value;
  }

  /** The smallest bar whose upper edge lies above the value; binary search. */
  private barOf(value: number): number {
    const { edges } = this.about;
    let [low, high] = [0, this.counts.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value < (edges[middle + 1] ?? Number.POSITIVE_INFINITY)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Without the empty bars at both ends; thresholds stay inside. */
  distribution(): Distribution {
    const { thresholds = [], edges, citation, ...about } = this.about;
    const wanted = thresholds.map(({ value }) => this.barOf(value));
    const filled = this.counts.flatMap((count, i) => (count > 0 ? [i] : []));
    const first = Math.min(...filled, ...wanted, this.counts.length - 1);
    const end = Math.max(...filled, ...wanted, 0) + 1;
    return {
      kind: 'distribution',
      ...about,
      ...(citation ? { citation } : {}),
      edges: edges.slice(first, end + 1),
      counts: this.counts.slice(first, end),
      behind: this.behind.slice(first, end),
      median: medianOf(this.values.subarray(0, this.used)),
      thresholds: [...thresholds],
    };
  }
}

/** The middle value, the lower of the two in the middle; 0 of none. */
function medianOf(values: Float64Array): number {
  return Float64Array.from(values).sort()[(values.length - 1) >> 1] ?? 0;
}

/** 0, 1, 2, 5, 10, 20, 50, ... up to 5e9: round numbers at even distances on a logarithmic axis. */
export const LOG_EDGES: readonly number[] = [
  0,
  ...Array.from({ length: 10 }, (_, i) => [1, 2, 5].map((m) => m * 10 ** i)).flat(),
];

/** `bars` equal bars from `from` to `to`. */
export const evenEdges = (from: number, to: number, bars: number): number[] =>
  Array.from({ length: bars + 1 }, (_, i) => from + ((to - from) * i) / bars);
