import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireThat } from '../../checks';
import { f32, u32 } from '../../dispatch';
import { halfIf } from '../../element-types';
import { elementwiseLaunch } from '../../elementwise';
import { sizeOf } from '../../numbers';
import { anyHalf, defineKernel, type Kernel } from '../../op';
import { now, type StepNumber } from '../../step-number';
import { type RopeRowsVariant, ropeRowsWgsl } from './kernel';
import { ropeRowsReference } from './reference';
import { ropeTable } from './table';

export interface RopeRowsOptions {
  readonly batchSize: number;
  /** Heads to turn, at the beginning of each row: H + Hkv of a packed projection. */
  readonly heads: number;
  readonly headSize: number;
  readonly theta: number;
  /** Position of each batch entry's first row. */
  readonly offset: StepNumber;
  /** Positions that the table covers: the context length. At least offset + T. */
  readonly positions: number;
}
interface Attrs {
  readonly batch: number;
  readonly heads: number;
  readonly headSize: number;
  readonly theta: number;
  readonly offset: StepNumber;
  readonly positions: number;
  readonly sign: 1 | -1;
  readonly half: boolean;
}

/** Asked again for each replay of a recorded step, in which the offset moves. */
function requireWithin(first: number, time: number, positions: number): void {
  requireThat(
    first >= 0 && first + time <= positions,
    'ropeRows',
    `positions ${first} to ${first + time - 1} are not all within ${positions}`,
  );
}

const run: Kernel<'x', Attrs> = defineKernel<'x', Attrs, RopeRowsVariant>({
  name: 'LoamRopeRows',
  inputs: ['x'],
  outputs: ({ x }, { batch, heads, headSize, half, offset, positions }) => {
    const [rows, columns] = dims(x, 2, 'ropeRows', 'x');
    requireThat(headSize % 2 === 0, 'ropeRows', `the head size should be even but is ${headSize}`);
    requireThat(columns % headSize === 0, 'ropeRows', `${columns} columns are no whole heads of ${headSize}`);
    requireThat(
      heads * headSize <= columns,
      'ropeRows',
      `${heads} heads of ${headSize} are more than ${columns} columns`,
    );
    requireThat(rows % batch === 0, 'ropeRows', `${rows} rows cannot be shared by a batch of ${batch}`);
    requireWithin(now(offset), rows / batch, positions);
    return { y: halfIf(half, x) };
  },
  reference: ({ x }, shapes, attrs) => ({
    y: ropeRowsReference(x, shapes.x[1] ?? 1, { ...attrs, offset: now(attrs.offset) }),
  }),
  launch: ({ x }, { batch, heads, headSize, theta, offset, positions, sign }, traits) => {
    requireWithin(now(offset), dims(x, 2, 'ropeRows', 'x')[0] / batch, positions);
    const [rows, columns] = dims(x, 2, 'ropeRows', 'x');
    const wide = headSize % 8 === 0;
    const unit = wide ? 4 : 1;
    const launch = elementwiseLaunch(sizeOf(x) / 2 / unit, traits);
    return {
      ...launch,
      variant: { wide },
      uniforms: {
        ...launch.uniforms,
        half: u32(headSize / 2 / unit),
        all: u32(columns / headSize),
        heads: u32(heads),
        time: u32(rows / batch),
        offset: u32(now(offset)),
        sign: f32(sign),
      },
      constants: {
        turns: {
          key: `rope ${positions} ${headSize} ${theta}`,
          make: () => ropeTable(positions, headSize, theta),
        },
      },
    };
  },
  types: ({ wide }) => (wide ? { x: 'vec4f', y: 'vec4f', turns: 'vec4f' } : {}),
  wgsl: ropeRowsWgsl,
  gradient: {
    backward: (dy, _, attrs) => ({
      x: () => run({ x: dy }, { ...attrs, sign: attrs.sign === 1 ? -1 : 1, half: anyHalf(dy) })[0] as Tensor,
    }),
  },
});

/**
 * Rotary position embedding (Su et al. 2021, equation 34) of packed rows, in Hugging Face's rotate-half convention: pairs (i, i + D / 2).
 * x [B * T, columns], columns whole heads of D: the first `heads` of them are turned, the others copied. Row t of a batch entry has
 * position offset + t. The result has the type of x; one dispatch each way.
 */
export function ropeRows(x: Tensor, { batchSize, ...rest }: RopeRowsOptions): Tensor {
  return run({ x }, { ...rest, batch: batchSize, sign: 1, half: anyHalf(x) })[0] as Tensor;
}
