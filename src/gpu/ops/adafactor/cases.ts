import { type FlatLayout, flatLayout } from '../../flat/layout';
import { type OptimizerCase, pick } from '../../flat/testing/optimizer-case';
import { adafactor } from '.';
import { paperUpdate } from './paper';
import type { AdafactorSettings } from './reference';
import { type AdafactorLayouts, isFactored } from './tables';

export const usual: Omit<AdafactorSettings, 'step'> = {
  learningRate: 1e-2,
  decay: 0.8,
  threshold: 1,
  weightDecay: 0.1,
};

/** Layouts of parameters of such shapes, named by them. */
export function layoutsOf(...shapes: readonly (readonly number[])[]): AdafactorLayouts {
  const named = (shapeOf: (shape: readonly number[]) => readonly number[]): FlatLayout =>
    flatLayout(shapes.map((shape, i) => ({ name: `${i}: ${shape}`, shape: shapeOf(shape) })));
  return {
    layout: named((shape) => shape),
    rows: named((shape) => (isFactored(shape) ? shape.slice(0, 1) : [0])),
    columns: named((shape) => (isFactored(shape) ? shape.slice(1) : [0])),
    full: named((shape) => (isFactored(shape) ? [0] : shape)),
  };
}

const ODD = layoutsOf([63], [1, 1], [5, 13], [1], [8, 8], [66, 17], [131], [3, 100]);
const FOURS = layoutsOf([8, 8], [131], [3, 100], [66, 4], [64], [17, 68]);

function adafactorCase(
  name: string,
  layouts: AdafactorLayouts,
  settings: Partial<AdafactorSettings> = {},
  { gradientSize = 1, scale = 1 } = {},
): OptimizerCase {
  const all = { ...usual, ...settings };
  const { layout, ...slots } = layouts;
  const decayed = new Set(layout.parts.filter(({ shape }) => shape.length === 2).map((part) => part.name));
  return {
    name,
    layout,
    slots,
    gradientSize,
    scale,
    run: (tensors, step) =>
      adafactor(pick(tensors, 'parameter', 'gradient', 'rows', 'columns', 'full', 'gradientScale'), layouts, decayed, {
        ...all,
        step,
      }),
    reference: (values, factor, step) =>
      paperUpdate(pick(values, 'parameter', 'gradient', 'rows', 'columns', 'full'), factor, layouts, decayed, {
        ...all,
        step,
      }),
  };
}

export const cases: readonly OptimizerCase[] = [
  adafactorCase('odd matrices and vectors', ODD),
  adafactorCase('rows of fours', FOURS),
  adafactorCase('clipped often', FOURS, { threshold: 0.5 }, { gradientSize: 10, scale: 0.037 }),
  adafactorCase('never clipped, no decay asked for', ODD, { threshold: 0, weightDecay: 0 }),
  adafactorCase('large gradients', ODD, {}, { gradientSize: 1e6 }),
  adafactorCase('small gradients', ODD, {}, { gradientSize: 1e-12 }),
  adafactorCase('zeros', ODD, {}, { gradientSize: 0 }),
  adafactorCase('only vectors', layoutsOf([7], [70])),
  adafactorCase('only matrices', layoutsOf([7, 8], [70, 12])),
];
