import { at, type Numbers } from '../../numbers';
import { now } from '../../step-number';
import type { AdafactorSettings } from './reference';
import { type AdafactorLayouts, isFactored } from './tables';

/**
 * The whole update straight from the paper (algorithms 4 and 5), tensor by tensor: what our kernels and their references together must come to.
 * Rows and columns hold means where the paper has sums, which cancels in their product over the mean.
 */
export function paperUpdate(
  given: Record<'parameter' | 'gradient' | 'rows' | 'columns' | 'full', Numbers>,
  scale: number,
  layouts: AdafactorLayouts,
  decayed: ReadonlySet<string>,
  { learningRate, decay, threshold, weightDecay, step }: AdafactorSettings,
): Record<'parameter' | 'rows' | 'columns' | 'full', Numbers> {
  const { gradient, ...old } = given;
  const next = {
    parameter: old.parameter.slice(),
    rows: old.rows.slice(),
    columns: old.columns.slice(),
    full: old.full.slice(),
  };
  if (scale < 0) return next;
  const kept = 1 - now(step) ** -decay;
  const mix = (before: number, value: number) => kept * before + (1 - kept) * value;
  layouts.layout.parts.forEach(({ name, shape, offset, size }, p) => {
    const g = Array.from({ length: size }, (_, i) => scale * at(gradient, offset + i));
    const squares = g.map((value) => value ** 2 + 1e-30);
    const start = (of: 'rows' | 'columns' | 'full') => layouts[of].parts[p]?.offset ?? Number.NaN;
    let moments: number[];
    const [height = 0, width = 0] = shape;
    if (isFactored(shape)) {
      const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
      const rows = Array.from({ length: height }, (_, r) =>
        mix(at(old.rows, start('rows') + r), mean(squares.slice(r * width, (r + 1) * width))),
      );
      const columns = Array.from({ length: width }, (_, c) =>
        mix(at(old.columns, start('columns') + c), mean(squares.filter((_, i) => i % width === c))),
      );
      next.rows.set(rows, start('rows'));
      next.columns.set(columns, start('columns'));
      const all = mean(rows);
      moments = rows.flatMap((row) => columns.map((column) => (row * column) / all));
    } else {
      moments = squares.map((square, i) => mix(at(old.full, start('full') + i), square));
      next.full.set(moments, start('full'));
    }
    const update = g.map((value, i) => value / Math.sqrt(moments[i] ?? Number.NaN));
    const rms = Math.sqrt(update.reduce((sum, u) => sum + u * u, 0) / size);
    const clip = threshold > 0 ? Math.max(1, rms / threshold) : 1;
    update.forEach((u, i) => {
      const before = at(old.parameter, offset + i);
      const pulled = decayed.has(name) ? weightDecay * before : 0;
      next.parameter[offset + i] = before - now(learningRate) * (u / clip + pulled);
    });
  });
  return next;
}
