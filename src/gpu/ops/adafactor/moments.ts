import type { DeviceTraits } from '../../device-traits';
import { f32, u32 } from '../../dispatch';
import { BLOCK } from '../../flat/layout';
import { at } from '../../numbers';
import { defineKernel } from '../../op';
import type { RowLayout } from '../../row-reduce';
import { now, type StepNumber } from '../../step-number';
import { columnsWgsl, rowsWgsl, weighedWgsl } from './kernel';
import { memory, sumsReference, weighedReference } from './reference';
import { type AdafactorLayouts, type FactoredPart, isWide, ownerTable } from './tables';

/** What all of the update's kernels are told. */
export interface AdafactorAttrs {
  readonly layouts: AdafactorLayouts;
  readonly parts: readonly FactoredPart[];
  readonly decay: number;
  readonly step: StepNumber;
}
type MomentInputs = 'gradient' | 'moment' | 'gradientScale';

/** Share of the old moment that stays. */
export const keptBy = ({ decay, step }: AdafactorAttrs) => memory(now(step), decay);
export const momentUniforms = (attrs: AdafactorAttrs) => ({
  kept: f32(keptBy(attrs)),
  // Not 1 - kept: late steps would lose its digits.
  rest: f32(now(attrs.step) ** -attrs.decay),
});

/** Software adapters: a row an invocation. GPUs: neighbouring invocations read neighbouring columns. */
const rowLayout = (parts: readonly FactoredPart[], { software }: DeviceTraits): RowLayout => ({
  lanes: software ? 1 : 32,
  wide: isWide(parts),
});

function owners({ layouts, parts }: AdafactorAttrs, of: 'rows' | 'columns') {
  const layout = layouts[of];
  return {
    uniforms: { size: u32(layout.size), parts: u32(layout.size / BLOCK) },
    constants: { table: { key: `adafactor ${of} ${layouts.layout.key}`, make: () => ownerTable(layout, parts) } },
  };
}

const types = ({ wide }: Pick<RowLayout, 'wide'>, ...names: readonly string[]) => ({
  table: 'i32' as const,
  ...Object.fromEntries(wide ? names.map((name) => [name, 'vec4f' as const]) : []),
});

/** Row means of squared gradients, moved in place. */
export const rowMoments = defineKernel<MomentInputs, AdafactorAttrs, RowLayout>({
  name: 'LoamAdafactorRows',
  inputs: ['gradient', 'moment', 'gradientScale'],
  inPlace: ['moment'],
  outputs: () => ({}),
  reference: ({ gradient, moment, gradientScale }, _, attrs) => {
    const given = { parts: attrs.parts, kept: keptBy(attrs), scale: at(gradientScale, 0) };
    return { moment: sumsReference(gradient, moment, given, 'rows') };
  },
  launch: (_, attrs, traits) => {
    const variant = rowLayout(attrs.parts, traits);
    const { uniforms, constants } = owners(attrs, 'rows');
    return {
      variant,
      constants,
      uniforms: { ...uniforms, ...momentUniforms(attrs) },
      workgroups: Math.ceil((attrs.layouts.rows.size * variant.lanes) / 64),
    };
  },
  types: (variant) => types(variant, 'gradient'),
  wgsl: rowsWgsl,
});

/** Column means of squared gradients, moved in place. */
export const columnMoments = defineKernel<MomentInputs, AdafactorAttrs, Pick<RowLayout, 'wide'>>({
  name: 'LoamAdafactorColumns',
  inputs: ['gradient', 'moment', 'gradientScale'],
  inPlace: ['moment'],
  outputs: () => ({}),
  reference: ({ gradient, moment, gradientScale }, _, attrs) => {
    const given = { parts: attrs.parts, kept: keptBy(attrs), scale: at(gradientScale, 0) };
    return { moment: sumsReference(gradient, moment, given, 'columns') };
  },
  launch: (_, attrs) => {
    const wide = isWide(attrs.parts);
    const { uniforms, constants } = owners(attrs, 'columns');
    return {
      variant: { wide },
      constants,
      uniforms: { ...uniforms, ...momentUniforms(attrs) },
      workgroups: attrs.layouts.columns.size / (wide ? 64 : 16),
    };
  },
  types: (variant) => types(variant, 'gradient', 'moment'),
  wgsl: columnsWgsl,
});

/** Of each row, the sum of its squared gradients over their columns' means: what the size of an update comes from. */
export const weighedRows = defineKernel<'gradient' | 'columnMeans' | 'gradientScale', AdafactorAttrs, RowLayout>({
  name: 'LoamAdafactorWeighed',
  inputs: ['gradient', 'columnMeans', 'gradientScale'],
  outputs: (_, { layouts }) => ({ weighed: [layouts.rows.size] }),
  reference: ({ gradient, columnMeans, gradientScale }, _, { parts, layouts }) => ({
    weighed: weighedReference(gradient, columnMeans, layouts.rows.size, { parts, scale: at(gradientScale, 0) }),
  }),
  launch: (_, attrs, traits) => {
    const variant = rowLayout(attrs.parts, traits);
    const rows = attrs.layouts.rows.size;
    return { variant, ...owners(attrs, 'rows'), workgroups: Math.ceil((rows * variant.lanes) / 64) };
  },
  types: (variant) => types(variant, 'gradient', 'columnMeans'),
  wgsl: weighedWgsl,
});
