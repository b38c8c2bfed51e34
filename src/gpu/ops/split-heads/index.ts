import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireSize, requireThat } from '../../checks';
import { u32 } from '../../dispatch';
import { elementwiseLaunch } from '../../elementwise';
import { defineKernel, type Kernel } from '../../op';
import { type HeadsVariant, headsWgsl, partName } from './kernel';
import { type HeadsLayout, mergeHeadsReference, splitHeadsReference } from './reference';

/** B batch, T time, H heads, D head size. */
const NAMES = [0, 1, 2].map(partName);
const width = ({ heads }: HeadsLayout) => heads.reduce((sum, n) => sum + n, 0);
const byName = <T>(items: readonly T[]) => Object.fromEntries(items.map((item, i) => [partName(i), item]));
const partShape = ({ batch, time, headSize }: HeadsLayout, heads: number) => [batch, heads, time, headSize];

function launch(layout: HeadsLayout, direction: HeadsVariant['direction']) {
  const { batch, time, heads, headSize } = layout;
  const base = elementwiseLaunch(batch * time * width(layout) * headSize);
  const counts = heads.map((count, i): [string, ReturnType<typeof u32>] => [`heads${i}`, u32(count)]);
  return {
    variant: { parts: heads.length, direction },
    uniforms: {
      ...base.uniforms,
      time: u32(time),
      headSize: u32(headSize),
      all: u32(width(layout)),
      ...Object.fromEntries(counts),
    },
    workgroups: base.workgroups,
  };
}

const split: Kernel<'x', HeadsLayout> = defineKernel<'x', HeadsLayout, HeadsVariant>({
  name: 'LoamSplitHeads',
  inputs: ['x'],
  outputs: ({ x }, layout) => {
    const [rows, columns] = dims(x, 2, 'splitHeads', 'x');
    requireSize(rows, layout.batch * layout.time, 'splitHeads', 'the number of rows');
    requireSize(columns, width(layout) * layout.headSize, 'splitHeads', 'the number of columns');
    return byName(layout.heads.map((heads) => partShape(layout, heads)));
  },
  reference: ({ x }, _, layout) => byName(splitHeadsReference(x, layout)),
  launch: (_, layout) => launch(layout, 'split'),
  wgsl: headsWgsl,
  gradient: { backward: (_dy, _saved, layout, dys) => ({ x: () => merge(byName(dys), layout)[0] as Tensor }) },
});

const merge: Kernel<string, HeadsLayout> = defineKernel<string, HeadsLayout, HeadsVariant>({
  name: 'LoamMergeHeads',
  inputs: NAMES,
  outputs: (shapes, layout) => {
    layout.heads.forEach((heads, i) => {
      const shape = shapes[partName(i)] ?? [];
      const expected = partShape(layout, heads);
      requireThat(shape.join() === expected.join(), 'mergeHeads', `a part is [${shape}] and should be [${expected}]`);
    });
    return { x: [layout.batch * layout.time, width(layout) * layout.headSize] };
  },
  reference: (values, _, layout) => ({
    x: mergeHeadsReference(
      layout.heads.map((_, i) => values[partName(i)] ?? new Float64Array()),
      layout,
    ),
  }),
  launch: (_, layout) => launch(layout, 'merge'),
  wgsl: headsWgsl,
  gradient: {
    backward: (dy, _, layout) => {
      const parts = split({ x: dy }, layout);
      return byName(parts.map((part) => () => part));
    },
  },
});

/**
 * Cuts the columns of x [B * T, (H0 + H1 + ...) * D] into one to three tensors [B, Hi, T, D] in one dispatch: queries, keys and values of a
 * fused projection with `heads: [H, Hkv, Hkv]`, or a single projection with `heads: [H]`.
 */
export function splitHeads(
  x: Tensor,
  options: { readonly batchSize: number; readonly heads: readonly number[] },
): Tensor[] {
  const { batchSize, heads } = options;
  const [rows, columns] = dims(x.shape, 2, 'splitHeads', 'x');
  const all = heads.reduce((sum, n) => sum + n, 0);
  requireThat(heads.length >= 1 && heads.length <= 3, 'splitHeads', `${heads.length} parts: one to three can be cut`);
  requireThat(columns % all === 0, 'splitHeads', `${columns} columns cannot be shared by ${all} heads`);
  requireThat(rows % batchSize === 0, 'splitHeads', `${rows} rows cannot be shared by a batch of ${batchSize}`);
  return split({ x }, { batch: batchSize, time: rows / batchSize, heads, headSize: columns / all });
}

/** [B, H, T, D] -> [B * T, H * D]: heads side by side again. */
export function mergeHeads(x: Tensor): Tensor {
  const [batch, heads, time, headSize] = dims(x.shape, 4, 'mergeHeads', 'x');
  return merge({ [partName(0)]: x }, { batch, time, heads: [heads], headSize })[0] as Tensor;
}
