import { addTo, at, type Numbers } from '../../numbers';

/** Row ids[i] of the table for every i, zeros for an id outside it: [V, C], [N] -> [N, C]. */
export function embeddingReference(table: Numbers, ids: Numbers, columns: number): Numbers {
  const out = new Float64Array(ids.length * columns);
  for (let i = 0; i < ids.length; i++) {
    const row = at(ids, i) * columns;
    if (row < 0 || row >= table.length) continue;
    out.set(table.subarray(row, row + columns), i * columns);
  }
  return out;
}

/** Adds row i of dy to row ids[i]: [N, C] -> [V, C]. */
export function embeddingGradientReference(dy: Numbers, ids: Numbers, rows: number, columns: number): Numbers {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < ids.length; i++) {
    if (at(ids, i) < 0 || at(ids, i) >= rows) continue;
    for (let c = 0; c < columns; c++) addTo(out, at(ids, i) * columns + c, at(dy, i * columns + c));
  }
  return out;
}

/** Position of each of N = B * T tokens: the row of the position table that is added to it. */
export function positionIds(tokens: number, time: number, offset: number): Numbers {
  return Float64Array.from({ length: tokens }, (_, n) => offset + (n % time));
}
