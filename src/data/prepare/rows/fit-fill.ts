import { type Row, TO_FILL } from '@/schema/row';
import { numberIn } from '../../cleaning/missing-values/missing';

/** More different values of a column are no categories: it has no mode worth the name. */
const MOST_VALUES = 100_000;
const VALUE_CHARACTERS = 200;

/** What stands for the missing values of a column. */
export interface Fill {
  readonly column: string;
  readonly how: 'median' | 'mode';
  readonly value: string;
  /** Training rows that it was taken from. */
  readonly rows: number;
}

/** Learns from training rows what fills a column: the median of numbers, else the commonest value that comes at least twice. */
export class FillFitter {
  private readonly columns = new Map<string, Column>();

  /** A row of the training side. */
  add({ head, values }: Row): void {
    for (const [i, { name, role }] of head?.fields.entries() ?? []) {
      const value = values[i] ?? '';
      if (role === 'items' || value === '' || value === TO_FILL) continue;
      let column = this.columns.get(name);
      if (!column) this.columns.set(name, (column = new Column()));
      column.add(value);
    }
  }

  fills(): Fill[] {
    return [...this.columns].flatMap(([column, values]) => {
      const fill = values.fill();
      return fill ? [{ column, ...fill }] : [];
    });
  }
}

class Column {
  private rows = 0;
  private numbers: number[] | undefined = [];
  private readonly counts = new Map<string, number>();

  add(value: string): void {
    this.rows++;
    const number = numberIn(value);
    if (number === undefined) this.numbers = undefined;
    else this.numbers?.push(number);
    if (value.length > VALUE_CHARACTERS || (this.counts.size >= MOST_VALUES && !this.counts.has(value))) return;
    this.counts.set(value, (this.counts.get(value) ?? 0) + 1);
  }

  fill(): Omit<Fill, 'column'> | undefined {
    if (this.numbers && this.numbers.length > 0)
      return { how: 'median', value: String(median(this.numbers)), rows: this.rows };
    let mode: { value: string; count: number } | undefined;
    for (const [value, count] of this.counts)
      if (count > 1 && (!mode || count > mode.count || (count === mode.count && value < mode.value)))
        mode = { value, count };
    return mode && { how: 'mode', value: mode.value, rows: this.rows };
  }
}

function median(numbers: number[]): number {
  const sorted = Float64Array.from(numbers).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
