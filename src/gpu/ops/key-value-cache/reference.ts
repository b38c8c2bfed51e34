import { at, type Numbers } from '../../numbers';

export interface AppendSizes {
  readonly batch: number;
  /** New rows of each batch entry. */
  readonly time: number;
  /** Rows of each batch entry of the cache. */
  readonly capacity: number;
  /** Columns of a new row, the last `kept` of which are kept. */
  readonly columns: number;
  readonly kept: number;
}

export function appendReference(cache: Numbers, rows: Numbers, sizes: AppendSizes, offset: number): Numbers {
  const { batch, time, capacity, columns, kept } = sizes;
  const next = Float64Array.from(cache);
  for (let b = 0; b < batch; b++)
    for (let t = 0; t < time; t++)
      for (let c = 0; c < kept; c++)
        next[(b * capacity + offset + t) * kept + c] = at(rows, (b * time + t + 1) * columns - kept + c);
  return next;
}
