import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireSize, requireThat } from '../../checks';
import { f32, u32 } from '../../dispatch';
import { half, halfIf } from '../../element-types';
import type { Numbers } from '../../numbers';
import { anyHalf, defineKernel, type Shapes } from '../../op';
import { mixed } from '../../precision';
import { rowLaunchOf, rowLayout, traitsNow } from '../../row-reduce';
import {
  type NormGradientVariant,
  type NormVariant,
  type NormWeightsVariant,
  normGradientWgsl,
  normWeightsWgsl,
  normWgsl,
} from './kernel';

/** A norm of rows [N, C], in double precision. `stats` is what its gradient needs of each row. */
export interface NormReference {
  /** The name of the op in tfjs and in errors: "layerNorm". */
  readonly op: string;
  /** Mean and beta are part of it. */
  readonly centred: boolean;
  forward(x: Numbers, gamma: Numbers, beta: Numbers | undefined, eps: number): { y: Numbers; stats: Numbers };
  gradient(x: Numbers, gamma: Numbers, stats: Numbers, dy: Numbers): Numbers;
  /** Column sums: gradients of gamma and, where centred, of beta behind it: [C] or [2 C]. */
  weights(x: Numbers, stats: Numbers, dy: Numbers, columns: number): Numbers;
}

interface Attrs {
  readonly eps: number;
  /** Element types: of the normed rows, of x and of the branch. */
  readonly half: boolean;
  readonly xHalf: boolean;
  readonly branchHalf: boolean;
}
type Block = Pick<NormGradientVariant, 'lanes' | 'rows' | 'invocations'>;
/** Few invocations: what a software adapter pays for a barrier grows with the workgroup (on SwiftShader 2 microseconds for four). */
const SOFTWARE: Block = { lanes: 1, rows: 64, invocations: 16 };
const GPU: Block = { lanes: 16, rows: 16, invocations: 256 };

interface GradientAttrs {
  readonly xHalf: boolean;
  readonly branchHalf: boolean;
  readonly shape: Block;
}

export interface Norm {
  plain(x: Tensor, gamma: Tensor, beta: Tensor | undefined, eps: number): Tensor;
  branch(x: Tensor, gamma: Tensor, beta: Tensor | undefined, eps: number): Normed;
  add(x: Tensor, branch: Tensor, gamma: Tensor, beta: Tensor | undefined, eps: number): Normed;
}
export interface Normed {
  /** [N, C], f16 under mixed precision. */
  readonly normed: Tensor;
  /** The residual stream [N, C] from here on: use it instead of the x that went in. */
  readonly x: Tensor;
}

/** The kernels of a norm: alone, beside the handed-on residual stream, and after adding a branch to it. */
export function defineNorm({ op, centred, ...reference }: NormReference): Norm {
  const name = `Loam${op.charAt(0).toUpperCase()}${op.slice(1)}`;
  const perRow = centred ? 2 : 1;

  function sizes({ x, gamma }: Shapes<'x' | 'gamma'>): [number, number] {
    const [rows, columns] = dims(x, 2, op, 'x');
    requireSize(dims(gamma, 1, op, 'gamma')[0], columns, op, 'the length of gamma');
    return [rows, columns];
  }

  type Inputs = 'x' | 'gamma' | 'beta';
  const forward = {
    outputs: (shapes: Shapes<Inputs>, { half }: Attrs) => {
      const [rows, columns] = sizes(shapes);
      if (centred) requireSize(dims(shapes.beta, 1, op, 'beta')[0], columns, op, 'the length of beta');
      return { y: halfIf(half, [rows, columns]), stats: [rows, perRow] };
    },
    reference: ({ x, gamma, beta }: Record<Inputs, Numbers>, _: unknown, { eps }: Attrs) =>
      reference.forward(x, gamma, beta, eps),
    launch: (shapes: Shapes<Inputs>, { eps }: Attrs, traits: ReturnType<typeof traitsNow>) => {
      const [rows, columns] = sizes(shapes);
      const launch = rowLaunchOf(rows, columns, rowLayout(columns, traits));
      return {
        ...launch,
        variant: { ...launch.variant, centred, branch: false },
        uniforms: { ...launch.uniforms, eps: f32(eps) },
      };
    },
    wgsl: normWgsl,
    types: ({ wide }: NormVariant) => columnTypes(wide, ['x', 'branch', 'gamma', 'beta', 'y', 'sum']),
  };

  const plain = defineKernel<Inputs, Attrs, NormVariant, 'stats'>({
    ...forward,
    name,
    inputs: ['x', 'gamma', 'beta'],
    gradient: {
      saveInputs: ['x', 'gamma'],
      saveOutputs: { stats: 1 },
      backward: (dy, { x, gamma, stats }, attrs) => {
        const { dx, dgamma, dbeta } = gradients({ x, gamma, stats, dy }, attrs);
        return { x: () => dx, gamma: () => dgamma, beta: () => dbeta };
      },
    },
  });

  const beside = defineKernel<Inputs, Attrs, NormVariant, 'stats'>({
    ...forward,
    name: `${name}Branch`,
    inputs: ['x', 'gamma', 'beta'],
    passes: { handedOn: 'x' },
    gradient: {
      saveInputs: ['x', 'gamma'],
      saveOutputs: { stats: 1 },
      backward: (dy, { x, gamma, stats }, attrs, dys) => {
        const { dx, dgamma, dbeta } = gradients({ x, gamma, stats, dy, dpass: dys[2] as Tensor }, attrs);
        return { x: () => dx, gamma: () => dgamma, beta: () => dbeta };
      },
    },
  });

  const adding = defineKernel<Inputs | 'branch', Attrs, NormVariant, 'stats' | 'sum'>({
    ...forward,
    name: `${name}Add`,
    inputs: ['x', 'branch', 'gamma', 'beta'],
    outputs: (shapes, attrs) => {
      requireThat(shapes.branch.join() === shapes.x.join(), op, `the branch is [${shapes.branch}], x is [${shapes.x}]`);
      return { ...forward.outputs(shapes, attrs), sum: shapes.x };
    },
    reference: ({ x, branch, gamma, beta }, _, { eps }) => {
      const sum = x.map((value, i) => value + (branch[i] ?? Number.NaN));
      return { ...reference.forward(sum, gamma, beta, eps), sum };
    },
    launch: (shapes, attrs, traits) => {
      const launch = forward.launch(shapes, attrs, traits);
      return { ...launch, variant: { ...launch.variant, branch: true } };
    },
    gradient: {
      saveInputs: ['gamma'],
      saveOutputs: { stats: 1, sum: 2 },
      backward: (dy, { gamma, stats, sum }, attrs, dys) => {
        const { dx, dbranch, dgamma, dbeta } = gradients({ x: sum, gamma, stats, dy, dpass: dys[2] as Tensor }, attrs);
        return { x: () => dx, branch: () => dbranch ?? dx.clone(), gamma: () => dgamma, beta: () => dbeta };
      },
    },
  });

  const backward = defineKernel<'x' | 'gamma' | 'stats' | 'dy' | 'dpass', GradientAttrs, NormGradientVariant>({
    name: `${name}Gradient`,
    inputs: ['x', 'gamma', 'stats', 'dy', 'dpass'],
    outputs: (shapes, { xHalf, branchHalf, shape }) => {
      const [rows, columns] = sizes(shapes);
      const shares = [Math.ceil(rows / shape.rows), perRow, columns];
      return {
        dx: halfIf(xHalf, [rows, columns]),
        shares,
        ...(branchHalf ? { dbranch: half([rows, columns]) } : {}),
      };
    },
    reference: ({ x, gamma, stats, dy, dpass }, shapes, { shape }) => {
      const [rows, columns] = sizes(shapes);
      const alone = reference.gradient(x, gamma, stats, dy);
      const dx = dpass ? alone.map((value, i) => value + (dpass[i] ?? Number.NaN)) : alone;
      const shares = new Float64Array(Math.ceil(rows / shape.rows) * perRow * columns);
      for (let first = 0; first < rows; first += shape.rows) {
        const part = (values: Numbers, each: number) => values.subarray(first * each, (first + shape.rows) * each);
        const sums = reference.weights(part(x, columns), part(stats, perRow), part(dy, columns), columns);
        shares.set(sums, (first / shape.rows) * perRow * columns);
      }
      return { dx, shares, dbranch: dx };
    },
    launch: (shapes, { branchHalf, shape }) => {
      const [rows, columns] = sizes(shapes);
      const wide = columns % 4 === 0;
      return {
        variant: { ...shape, wide, centred, pass: shapes.dpass !== undefined, branch: branchHalf },
        uniforms: { rows: u32(rows), columns: u32(wide ? columns / 4 : columns) },
        workgroups: Math.ceil(rows / shape.rows),
      };
    },
    wgsl: normGradientWgsl,
    types: ({ wide }) => columnTypes(wide, ['x', 'gamma', 'dy', 'dpass', 'dx', 'dbranch', 'shares']),
  });

  const weights = defineKernel<'shares', Record<never, never>, NormWeightsVariant>({
    name: `${name}Weights`,
    inputs: ['shares'],
    outputs: ({ shares: [, , columns = 0] }) => ({ dgamma: [columns], ...(centred ? { dbeta: [columns] } : {}) }),
    reference: ({ shares }, { shares: [, each = 1, columns = 0] }) => {
      const sums = new Float64Array(each * columns);
      shares.forEach((value, i) => {
        sums[i % sums.length] = (sums[i % sums.length] ?? Number.NaN) + value;
      });
      return { dgamma: sums.subarray(0, columns), dbeta: sums.subarray(columns) };
    },
    launch: ({ shares: [blocks = 0, , columns = 0] }, _, { software }) => ({
      variant: { centred, software },
      uniforms: { rows: u32(blocks), columns: u32(columns) },
      workgroups: Math.ceil(columns / 16),
    }),
    wgsl: normWeightsWgsl,
  });

  function gradients(
    inputs: { x: Tensor; gamma: Tensor; stats: Tensor; dy: Tensor; dpass?: Tensor },
    { xHalf, branchHalf }: Attrs,
  ) {
    const shape = traitsNow().software ? SOFTWARE : GPU;
    const [dx, shares, dbranch] = backward(inputs, { xHalf, branchHalf, shape }) as [Tensor, Tensor, Tensor?];
    const [dgamma, dbeta] = weights({ shares }, {}) as [Tensor, Tensor];
    return { dx, dbranch, dgamma, dbeta };
  }

  const withBeta = (beta: Tensor | undefined) => (beta ? { beta } : {});
  return {
    plain: (x, gamma, beta, eps) => {
      const attrs = { eps, half: mixed(), xHalf: anyHalf(x), branchHalf: false };
      return plain({ x, gamma, ...withBeta(beta) }, attrs)[0] as Tensor;
    },
    branch: (x, gamma, beta, eps) => {
      const attrs = { eps, half: mixed(), xHalf: anyHalf(x), branchHalf: false };
      const [normed, , handedOn] = beside({ x, gamma, ...withBeta(beta) }, attrs);
      return { normed: normed as Tensor, x: handedOn as Tensor };
    },
    add: (x, branch, gamma, beta, eps) => {
      const attrs = { eps, half: mixed(), xHalf: anyHalf(x), branchHalf: anyHalf(branch) };
      const [normed, , sum] = adding({ x, branch, gamma, ...withBeta(beta) }, attrs);
      return { normed: normed as Tensor, x: sum as Tensor };
    },
  };
}

function columnTypes(wide: boolean, names: readonly string[]): Record<string, 'vec4f'> {
  return wide ? Object.fromEntries(names.map((name) => [name, 'vec4f'])) : {};
}
