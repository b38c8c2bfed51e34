import { addTo, at, type Numbers } from '../../numbers';
import type { StepNumber } from '../../step-number';
import type { FactoredPart } from './tables';

export interface AdafactorSettings {
  readonly learningRate: StepNumber;
  /** Second moments remember 1 - step^-decay of themselves. */
  readonly decay: number;
  /** Largest root mean square of a tensor's update; 0 does not clip. */
  readonly threshold: number;
  readonly weightDecay: number;
  /** This update's number, from 1. */
  readonly step: StepNumber;
}

/** Added to every squared gradient (algorithm 6's epsilon 1). */
export const EPSILON = 1e-30;

/** beta 2 of a step (section 7.2): 0 at first, so that nothing need be bias-corrected. */
export function memory(step: number, decay: number): number {
  return 1 - step ** -decay;
}

interface Moment {
  readonly parts: readonly FactoredPart[];
  /** Share of the old moment that stays. */
  readonly kept: number;
  readonly scale: number;
}

/** New means of squared gradients over each row, or each column. */
export function sumsReference(
  gradient: Numbers,
  old: Numbers,
  { parts, kept, scale }: Moment,
  along: 'rows' | 'columns',
): Numbers {
  const next = old.slice();
  if (scale < 0) return next;
  for (const { offset, size, rows, columns, rowOffset, columnOffset } of parts) {
    if (rows === 0) continue;
    const [start, count, over] = along === 'rows' ? [rowOffset, rows, columns] : [columnOffset, columns, rows];
    for (let k = start; k < start + count; k++) next[k] = kept * at(old, k);
    for (let i = 0; i < size; i++) {
      const k = along === 'rows' ? Math.floor(i / columns) : i % columns;
      addTo(next, start + k, ((1 - kept) * ((scale * at(gradient, offset + i)) ** 2 + EPSILON)) / over);
    }
  }
  return next;
}

/** Of each row, the sum of its squared gradients, each divided by its column's mean. */
export function weighedReference(
  gradient: Numbers,
  columnMeans: Numbers,
  rowStateSize: number,
  { parts, scale }: Omit<Moment, 'kept'>,
): Numbers {
  const weighed = new Float64Array(rowStateSize);
  for (const { offset, size, rows, columns, rowOffset, columnOffset } of parts)
    for (let i = 0; rows > 0 && i < size; i++) {
      const g = scale * at(gradient, offset + i);
      addTo(weighed, rowOffset + Math.floor(i / columns), g ** 2 / at(columnMeans, columnOffset + (i % columns)));
    }
  return weighed;
}

/** Two numbers a part: the factor that clips its update, and the mean of its row means (1 where it has none); and the new full moments. */
export function figuresReference(
  { gradient, rows, weighed, full }: Partial<Record<'gradient' | 'rows' | 'weighed' | 'full', Numbers>>,
  { parts, kept, scale }: Moment,
  threshold: number,
): { figures: Numbers; full: Numbers } {
  const figures = new Float64Array(2 * parts.length);
  const next = full?.slice() ?? new Float64Array();
  parts.forEach((one, p) => {
    let mean = 1;
    let squares = 0;
    if (one.rows > 0 && rows && weighed) {
      const all = rows.subarray(one.rowOffset, one.rowOffset + one.rows);
      mean = all.reduce((a, b) => a + b, 0) / one.rows;
      for (const [k, row] of all.entries()) squares += (at(weighed, one.rowOffset + k) * mean) / row;
    } else if (gradient && scale >= 0) {
      for (let i = 0; i < one.size; i++) {
        const square = (scale * at(gradient, one.offset + i)) ** 2;
        const v = kept * at(next, one.fullOffset + i) + (1 - kept) * (square + EPSILON);
        next[one.fullOffset + i] = v;
        squares += square / v;
      }
    }
    const rms = Math.sqrt(squares / one.size);
    figures[2 * p] = threshold > 0 ? 1 / Math.max(1, rms / threshold) : 1;
    figures[2 * p + 1] = mean;
  });
  return { figures, full: next };
}

/** New parameters, from moments and figures of the same step. */
export function updateReference(
  {
    parameter,
    gradient,
    rows,
    columns,
    full,
    figures,
  }: Record<'parameter' | 'gradient' | 'figures', Numbers> & Partial<Record<'rows' | 'columns' | 'full', Numbers>>,
  parts: readonly FactoredPart[],
  decayed: ReadonlySet<string>,
  { learningRate, weightDecay, scale }: { learningRate: number; weightDecay: number; scale: number },
): Numbers {
  const next = parameter.slice();
  if (scale < 0) return next;
  parts.forEach((one, p) => {
    const [clip, mean] = [at(figures, 2 * p), at(figures, 2 * p + 1)];
    const decay = decayed.has(one.name) ? weightDecay : 0;
    for (let i = 0; i < one.size; i++) {
      const moment =
        one.rows > 0 && rows && columns
          ? (at(rows, one.rowOffset + Math.floor(i / one.columns)) / mean) *
            at(columns, one.columnOffset + (i % one.columns))
          : at(full ?? new Float64Array(), one.fullOffset + i);
      const moved = (clip * scale * at(gradient, one.offset + i)) / Math.sqrt(moment);
      const old = at(parameter, one.offset + i);
      next[one.offset + i] = old - learningRate * (moved + decay * old);
    }
  });
  return next;
}
