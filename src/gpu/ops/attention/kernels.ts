import type { Tensor } from '@tensorflow/tfjs';
import { requireSize, requireThat } from '../../checks';
import { f32, u32 } from '../../dispatch';
import { halfIf } from '../../element-types';
import { at, sizeOf } from '../../numbers';
import { anyHalf, defineKernel, type Kernel, type Launch, type Values } from '../../op';
import { now } from '../../step-number';
import { forwardDirect, keysDirect, LANES, queriesDirect } from './direct';
import { planOf } from './plans';
import { HOLDERS, type Layout, pairs, type RowSettings, type RowShapes, type RowSizes, rowSizes, views } from './rows';
import { type RowProblem, rowAttentionGradientReference, rowAttentionReference } from './rows-reference';
import { forwardTiled, keysTiled, queriesTiled, TILE } from './tiled';
import type { AttentionVariant, Plan } from './variant';

export interface ForwardAttrs extends RowSettings {
  readonly plan: Plan;
  /** Whether `out` is stored as f16. */
  readonly half: boolean;
}
interface BackwardAttrs extends RowSettings {
  readonly plan: Plan;
  /** Types of the gradients: those of what they are gradients of. */
  readonly half: Readonly<Partial<Record<'q' | 'k' | 'v', boolean>>>;
}
type Inputs = 'q' | 'k' | 'v' | 'lengths';

function variantOf(shapes: RowShapes, attrs: RowSettings, plan: Plan): AttentionVariant {
  const { headSize } = rowSizes(shapes, attrs);
  const wide = headSize % 4 === 0;
  return {
    layout: attrs.layout,
    wide,
    units: wide ? headSize / 4 : headSize,
    causal: attrs.causal,
    lengths: shapes.lengths !== undefined,
    plan,
  };
}

/** `owned` is what the kernel's workgroups share out: rows of queries, or rows of keys. */
function launch(
  shapes: RowShapes,
  attrs: RowSettings & { readonly plan: Plan },
  owned: 'queries' | 'keys',
): Launch<AttentionVariant> {
  const sizes = rowSizes(shapes, attrs);
  const { batch, time, keys, heads, keyHeads, headSize } = sizes;
  const offset = now(attrs.offset);
  const { plan } = attrs;
  const variant = variantOf(shapes, attrs, plan);
  const unit = variant.wide ? 4 : 1;
  const view = views(attrs.layout, sizes);
  const block = plan.kind === 'direct' ? plan.rows * LANES : TILE;
  const blocks = owned === 'queries' ? Math.ceil(time / block) * heads : Math.ceil(keys / block) * keyHeads;
  return {
    variant,
    ...(plan.kind === 'direct' && plan.subgroups ? { enables: ['subgroups'] as const } : {}),
    workgroups: blocks * batch,
    uniforms: {
      batch: u32(batch),
      time: u32(time),
      keys: u32(keys),
      heads: u32(heads),
      keyHeads: u32(keyHeads),
      group: u32(heads / keyHeads),
      units: u32(headSize / unit),
      qStride: u32(view.q.stride / unit),
      kStride: u32(view.k.stride / unit),
      kFirst: u32(view.k.first / unit),
      vStride: u32(view.v.stride / unit),
      vFirst: u32(view.v.first / unit),
      offset: u32(offset),
      scale: f32(1 / Math.sqrt(headSize)),
    },
  };
}

function problem(values: Readonly<Partial<Values<Inputs>>>, shapes: RowShapes, attrs: RowSettings): RowProblem {
  const sizes = rowSizes(shapes, attrs);
  const view = views(attrs.layout, sizes);
  const operand = (name: 'q' | 'k' | 'v') => ({
    values: values[HOLDERS[attrs.layout][name]] ?? new Float64Array(),
    view: view[name],
  });
  return {
    ...sizes,
    q: operand('q'),
    k: operand('k'),
    v: operand('v'),
    causal: attrs.causal,
    offset: now(attrs.offset),
    lengths: values.lengths,
  };
}

const outShape = ({ batch, time, heads, headSize }: RowSizes) => [batch * time, heads * headSize];
const statsShape = ({ batch, time, heads }: RowSizes) => [batch * time, heads, 3];
const flops = (products: number) => (shapes: RowShapes, attrs: RowSettings) => {
  const sizes = rowSizes(shapes, attrs);
  return 2 * products * sizes.headSize * pairs(sizes, attrs.causal, now(attrs.offset));
};
const wideTypes =
  (...names: string[]) =>
  ({ wide }: AttentionVariant) =>
    Object.fromEntries([['lengths', 'i32'], ...names.map((name) => [name, wide ? 'vec4f' : 'f32'])]);

const LABELS = { packed: 'Packed', separate: 'Separate', cached: 'Cached' } as const;

/** What is bound, in this order. */
function inputsOf(layout: Layout, lengths: boolean): Inputs[] {
  const operands = { packed: ['q'], separate: ['q', 'k', 'v'], cached: ['q', 'k'] } as const;
  return [...operands[layout], ...(lengths ? (['lengths'] as const) : [])];
}

/**
 * `stats` holds, of each row, the largest score, 1 / sum(exp(score - largest)) and a place for D = rowsum(dout out) that `queries` fills. Not the
 * log-sum-exp: in float32 that of scores in the thousands would cost 4 digits of every probability. One registration for each set of inputs,
 * because tfjs keeps for backward what the registration names, given or not.
 */
function defineForward(layout: Layout, lengths: boolean): Kernel<Inputs, ForwardAttrs> {
  const inputs = inputsOf(layout, lengths);
  return defineKernel<Inputs, ForwardAttrs, AttentionVariant, 'out' | 'stats'>({
    name: `LoamAttention${LABELS[layout]}${lengths ? 'Padded' : ''}`,
    inputs,
    outputs: (shapes, attrs) => {
      const sizes = rowSizes(shapes, attrs);
      return { out: halfIf(attrs.half, outShape(sizes)), stats: statsShape(sizes) };
    },
    reference: (values, shapes, attrs) => {
      const sizes = rowSizes(shapes, attrs);
      // The references of the gradients start from q, k and v: nothing on the cpu reads stats.
      return {
        out: rowAttentionReference(problem(values, shapes, attrs)),
        stats: new Float64Array(sizeOf(statsShape(sizes))),
      };
    },
    launch: (shapes, attrs) => launch(shapes, attrs, 'queries'),
    flops: flops(2),
    types: wideTypes('q', 'k', 'v', 'out'),
    wgsl: (variant) =>
      variant.plan.kind === 'direct' ? forwardDirect({ ...variant, ...variant.plan }) : forwardTiled(variant),
    gradient: {
      saveInputs: inputs,
      saveOutputs: { out: 0, stats: 1 },
      backward: (dout, saved, { plan: _, half: __, ...settings }) => gradients(dout, saved, settings),
    },
  });
}
const kernels = (layout: Layout) => ({ all: defineForward(layout, false), padded: defineForward(layout, true) });
export const forward = { packed: kernels('packed'), separate: kernels('separate'), cached: kernels('cached') };

const queries = defineKernel<Inputs | 'dout' | 'out' | 'stats', BackwardAttrs, AttentionVariant>({
  name: 'LoamAttentionQueries',
  inputs: ['q', 'k', 'v', 'lengths', 'dout', 'out', 'stats'],
  inPlace: ['stats'],
  outputs: (shapes, attrs) => {
    rowSizes(shapes, attrs);
    return { dq: halfIf(attrs.half.q, shapes.q) };
  },
  reference: (values, shapes, attrs) => {
    const { dq } = rowAttentionGradientReference(problem(values, shapes, attrs), values.dout);
    return { dq, stats: values.stats };
  },
  launch: (shapes, attrs) => launch(shapes, attrs, 'queries'),
  flops: flops(3),
  types: wideTypes('q', 'k', 'v', 'dout', 'out', 'dq'),
  wgsl: (variant) =>
    variant.plan.kind === 'direct' ? queriesDirect({ ...variant, ...variant.plan }) : queriesTiled(variant),
});

/** Packed rows hand in the gradient that `queries` began, others get dk and dv. */
const keys = defineKernel<Inputs | 'dout' | 'stats' | 'dq', BackwardAttrs, AttentionVariant>({
  name: 'LoamAttentionKeys',
  inputs: ['q', 'k', 'v', 'lengths', 'dout', 'stats', 'dq'],
  inPlace: ['dq'],
  outputs: (shapes, attrs) => {
    if (attrs.layout === 'packed') {
      requireSize(sizeOf(shapes.dq), sizeOf(shapes.q), 'attention', 'the size of the packed gradient');
      return {};
    }
    return { dk: halfIf(attrs.half.k, shapes.k), dv: halfIf(attrs.half.v, shapes.v) };
  },
  reference: (values, shapes, attrs) => {
    const { dk, dv } = rowAttentionGradientReference(problem(values, shapes, attrs), values.dout);
    if (attrs.layout !== 'packed') return { dk, dv };
    return { dq: values.dq.map((begun, i) => begun + at(dk, i) + at(dv, i)) };
  },
  launch: (shapes, attrs) => launch(shapes, attrs, 'keys'),
  flops: flops(4),
  types: wideTypes('q', 'k', 'v', 'dout', 'dq', 'dk', 'dv'),
  wgsl: (variant) =>
    variant.plan.kind === 'direct' ? keysDirect({ ...variant, ...variant.plan }) : keysTiled(variant),
});

type Saved = Readonly<Record<Inputs | 'out' | 'stats', Tensor>>;

function gradients(dout: Tensor, saved: Saved, settings: RowSettings): Record<string, () => Tensor> {
  const { layout, offset, ...rest } = settings;
  requireThat(layout !== 'cached', 'cachedAttention', 'attention over a cache has no gradient');
  const { out, stats, ...operands } = saved;
  const given: Partial<Record<Inputs, Tensor>> = operands;
  const half = Object.fromEntries((['q', 'k', 'v'] as const).map((name) => [name, anyHalf(given[name])]));
  const plan = planOf({
    phase: 'backward',
    settings: { layout, ...rest },
    half: false,
    inputs: { ...saved, dout },
    again: ({ dout: other, ...inputs }) =>
      // The tensors of `saved`, by its names.
      Object.values(gradients(other as Tensor, inputs as Saved, { ...settings, offset: now(offset) })).map((dx) =>
        dx(),
      ),
  });
  const attrs = { ...settings, half, plan };
  const [dq] = queries({ ...operands, dout, out, stats }, attrs);
  const others = { ...operands, dout, stats };
  if (layout === 'packed') {
    keys({ ...others, dq: dq as Tensor }, attrs);
    return { q: () => dq as Tensor };
  }
  const [dk, dv] = keys(others, attrs);
  return { q: () => dq as Tensor, k: () => dk as Tensor, v: () => dv as Tensor };
}
