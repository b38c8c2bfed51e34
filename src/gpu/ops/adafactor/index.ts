import type { Tensor } from '@tensorflow/tfjs';
import { requireSize } from '../../checks';
import { sizeOf } from '../../numbers';
import { columnMoments, rowMoments, weighedRows } from './moments';
import type { AdafactorSettings } from './reference';
import { type AdafactorLayouts, factoredParts } from './tables';
import { figuresOf, moveParameters } from './update';

export type { AdafactorSettings } from './reference';
export { type AdafactorLayouts, isFactored } from './tables';

type Flat = 'parameter' | 'gradient' | 'rows' | 'columns' | 'full';

/**
 * One step of Adafactor in place (Shazeer and Stern 2018, algorithms 4 and 5, without momentum and without relative step sizes: the rate is given). The
 * second moments of a matrix are the product of its row and column means over their mean (section 3), others have one an element; an update whose
 * root mean square is over `threshold` is scaled down to it (section 6); moments remember 1 - step^-decay of themselves (section 7.2), so that nothing need
 * be bias-corrected. Decoupled decay on the parts named in `decayed`.
 *
 * All tensors are flat, `parameter` and `gradient` of `layouts.layout`, the others of the layouts of their names; which parts are matrices is
 * decided by shape. Five dispatches whatever the number of parameters, two without matrices. `gradientScale` (a scalar tensor, see
 * `gradientNorm`) multiplies the gradient; below 0 nothing changes. Not differentiable.
 */
export function adafactor(
  { parameter, gradient, rows, columns, full, gradientScale }: Readonly<Record<Flat | 'gradientScale', Tensor>>,
  layouts: AdafactorLayouts,
  decayed: ReadonlySet<string>,
  settings: AdafactorSettings,
): void {
  const { layout } = layouts;
  const sizes = [
    [parameter, layout],
    [gradient, layout],
    [rows, layouts.rows],
    [columns, layouts.columns],
    [full, layouts.full],
  ] as const;
  for (const [{ shape }, { size }] of sizes) requireSize(sizeOf(shape), size, 'adafactor', 'the size of a flat tensor');
  const { threshold, learningRate, weightDecay, ...moments } = settings;
  const attrs = { ...moments, layouts, parts: factoredParts(layouts) };
  // A kernel is given nothing that it would not read: WebGPU refuses such bindings, and empty ones.
  const whole = layouts.full.size > 0 ? { moment: full } : {};
  const elements = layouts.full.size > 0 ? { gradient } : {};
  const factored = layouts.rows.size > 0;
  let weighed: Tensor | undefined;
  if (factored) {
    rowMoments({ gradient, moment: rows, gradientScale }, attrs);
    columnMoments({ gradient, moment: columns, gradientScale }, attrs);
    [weighed] = weighedRows({ gradient, columnMeans: columns, gradientScale }, attrs);
  }
  const byRow = weighed ? { rowMeans: rows, weighed } : {};
  const [figures] = figuresOf({ gradientScale, ...elements, ...byRow, ...whole }, { ...attrs, threshold });
  if (!figures) throw new Error('figures are one output');
  const means = factored ? { rowMeans: rows, columnMeans: columns } : {};
  const tensors = { parameter, gradient, figures, gradientScale, ...means, ...whole };
  moveParameters(tensors, { ...attrs, learningRate, weightDecay, decayed });
  weighed?.dispose();
  figures.dispose();
}
