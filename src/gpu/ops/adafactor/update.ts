import { f32, u32 } from '../../dispatch';
import { flatLaunch } from '../../flat/elementwise';
import { BLOCK } from '../../flat/layout';
import { at } from '../../numbers';
import { defineKernel } from '../../op';
import type { RowLayout } from '../../row-reduce';
import { now, type StepNumber } from '../../step-number';
import { figuresWgsl, type Kinds, updateWgsl } from './kernel';
import { type AdafactorAttrs, keptBy, momentUniforms } from './moments';
import { figuresReference, updateReference } from './reference';
import { elementTable, isWide } from './tables';

interface FiguresAttrs extends AdafactorAttrs {
  readonly threshold: number;
}
interface UpdateAttrs extends AdafactorAttrs {
  readonly learningRate: StepNumber;
  readonly weightDecay: number;
  readonly decayed: ReadonlySet<string>;
}

const kinds = ({ layouts }: AdafactorAttrs): Kinds => ({
  factored: layouts.rows.size > 0,
  full: layouts.full.size > 0,
});

function table({ layouts, parts }: AdafactorAttrs, decayed: ReadonlySet<string>) {
  const key = `adafactor elements ${layouts.layout.key} ${[...decayed].join()}`;
  return { key, make: () => elementTable(layouts.layout, parts, decayed) };
}

/** Two numbers a part, [clipping factor, mean of row means]; and the moments of what is no matrix, moved in place. */
export const figuresOf = defineKernel<
  'gradient' | 'rowMeans' | 'weighed' | 'moment' | 'gradientScale',
  FiguresAttrs,
  Kinds
>({
  name: 'LoamAdafactorFigures',
  inputs: ['gradient', 'rowMeans', 'weighed', 'moment', 'gradientScale'],
  inPlace: ['moment'],
  outputs: (_, { parts }) => ({ figures: [2 * parts.length] }),
  reference: ({ gradientScale, rowMeans, ...values }, _, attrs) => {
    const given = { parts: attrs.parts, kept: keptBy(attrs), scale: at(gradientScale, 0) };
    const { figures, full } = figuresReference(
      { ...values, rows: rowMeans, full: values.moment },
      given,
      attrs.threshold,
    );
    return { figures, moment: full };
  },
  launch: (_, attrs) => ({
    variant: kinds(attrs),
    uniforms: {
      parts: u32(attrs.layouts.layout.size / BLOCK),
      threshold: f32(attrs.threshold),
      ...momentUniforms(attrs),
    },
    constants: { table: table(attrs, new Set()) },
    workgroups: [attrs.parts.length, 1, 1],
  }),
  types: () => ({ table: 'i32' }),
  wgsl: figuresWgsl,
});

/** The step itself. */
export const moveParameters = defineKernel<
  'parameter' | 'gradient' | 'rowMeans' | 'columnMeans' | 'moment' | 'figures' | 'gradientScale',
  UpdateAttrs,
  Kinds & Pick<RowLayout, 'wide'>
>({
  name: 'LoamAdafactorUpdate',
  inputs: ['parameter', 'gradient', 'rowMeans', 'columnMeans', 'moment', 'figures', 'gradientScale'],
  inPlace: ['parameter'],
  outputs: () => ({}),
  reference: ({ gradientScale, rowMeans, columnMeans, moment, ...values }, _, attrs) => {
    const [scale, learningRate] = [at(gradientScale, 0), now(attrs.learningRate)];
    const moments = { rows: rowMeans, columns: columnMeans, full: moment };
    const { weightDecay, parts, decayed } = attrs;
    const parameter = updateReference({ ...values, ...moments }, parts, decayed, { learningRate, weightDecay, scale });
    return { parameter };
  },
  launch: (_, attrs, traits) => {
    const launch = flatLaunch(attrs.layouts.layout, traits);
    const rate = now(attrs.learningRate);
    return {
      ...launch,
      variant: { ...kinds(attrs), wide: isWide(attrs.parts) },
      uniforms: {
        ...launch.uniforms,
        parts: u32(attrs.layouts.layout.size / BLOCK),
        keep: f32(1 - rate * attrs.weightDecay),
        rate: f32(rate),
      },
      constants: { table: table(attrs, attrs.decayed) },
    };
  },
  types: ({ wide }) => ({
    parameter: 'vec4f',
    gradient: 'vec4f',
    moment: 'vec4f',
    table: 'i32',
    ...(wide ? { columnMeans: 'vec4f' } : {}),
  }),
  wgsl: updateWgsl,
});
