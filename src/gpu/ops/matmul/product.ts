import { requireThat } from '../../checks';
import type { DeviceTraits } from '../../device-traits';
import { type BindingTypes, u32 } from '../../dispatch';
import type { Launch } from '../../op';

/** M rows, N columns, K terms of each sum. */
export interface ProductSizes {
  readonly batch: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * The three kernels, each guarded at every edge. What they share: C is cut into blocks of `blockOf` rows and columns, one a workgroup, and every
 * invocation owns some of a block's rows by four or eight columns.
 */
export type ProductKernel =
  /** Tiles of A and B in workgroup memory, `each` rows x columns of C an invocation: what GPUs like. */
  | {
      readonly kind: 'tiled';
      readonly rows: number;
      readonly columns: number;
      readonly each: readonly [number, number];
    }
  /**
   * A group of `lanes` invocations of one subgroup holds a block of A between them, and hands it round by quad or subgroup operations. What software
   * adapters like, where every load costs much and one that all invocations share costs no less (3 to 4 times `direct` on lavapipe, 2 on
   * SwiftShader). `lanes: 8` wants subgroups of 8 or more.
   */
  | { readonly kind: 'spread'; readonly lanes: 4 | 8 }
  /** Straight from storage, `rows` x 4 an invocation: no workgroup memory, no subgroups. For few rows, and where nothing else runs. */
  | { readonly kind: 'direct'; readonly rows: 1 | 4 | 8 };

/** One way of computing a product: plain JSON, so that an autotuner's decision can be kept. */
export interface Way {
  readonly kernel: ProductKernel;
  /** K is cut into so many slices, whose products are added by another dispatch. */
  readonly slices: number;
}

/** Everything that the WGSL text depends on. */
export interface Product {
  readonly kernel: ProductKernel;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Read and written four wide: their innermost dimensions are multiples of 4. */
  readonly wideA: boolean;
  readonly wideB: boolean;
  readonly wideC: boolean;
  /** Stored as f16: tiles in workgroup memory are kept as they are stored. */
  readonly halfA: boolean;
  readonly halfB: boolean;
  readonly bias: boolean;
  readonly residual: boolean;
  /** `gelu` and `gate` (silu(gate) * up) also write the values before them, `pre`. With `gate`, B has 2 N columns, gates first. */
  readonly activation: 'none' | 'gelu' | 'gate';
  /** Also the sums over K of op(A)'s rows or op(B)'s columns. A transposed, B not. */
  readonly sums: 'none' | 'a' | 'b';
}

export type ProductOptions = Pick<Product, 'halfA' | 'halfB' | 'bias' | 'residual' | 'activation' | 'sums'>;
export const PLAIN: ProductOptions = {
  halfA: false,
  halfB: false,
  bias: false,
  residual: false,
  activation: 'none',
  sums: 'none',
};

/** Depth of a tile, and what slices of K are multiples of. */
export const DEPTH = 16;
const MOST_WORKGROUPS = 65_535;

/** Rows and columns of C that a workgroup computes. */
export function blockOf(kernel: ProductKernel, transposeA: boolean): readonly [rows: number, columns: number] {
  switch (kernel.kind) {
    case 'tiled':
      return [kernel.rows, kernel.columns];
    case 'spread':
      return [transposeA ? 4 * kernel.lanes : 16, 4 * kernel.lanes];
    case 'direct':
      return [kernel.rows, 4 * DIRECT_WIDTH];
  }
}
/** Invocations of a `direct` workgroup: a multiple of every software adapter's subgroup, and few, for narrow products. */
export const DIRECT_WIDTH = 16;

export function productLaunch(
  op: string,
  sizes: ProductSizes,
  { kernel, slices }: Way,
  options: ProductOptions,
): Launch<Product> {
  const { batch, m, n, k, transposeA, transposeB } = sizes;
  const four = (size: number) => size % 4 === 0;
  const variant: Product = {
    ...options,
    kernel,
    transposeA,
    transposeB,
    wideA: four(transposeA ? m : k),
    wideB: four(transposeB ? k : n),
    wideC: four(n),
  };
  const [rows, columns] = blockOf(kernel, transposeA);
  const workgroups = [Math.ceil(n / columns), Math.ceil(m / rows), batch * slices] as const;
  requireThat(
    workgroups.every((count) => count <= MOST_WORKGROUPS),
    op,
    `${batch} products of [${m}, ${k}] and [${k}, ${n}] are more than one dispatch can do`,
    'Choose a smaller batch size or context length.',
  );
  return {
    variant,
    uniforms: { m: u32(m), n: u32(n), k: u32(k), slices: u32(slices), depth: u32(depthOf(k, slices)) },
    workgroups,
    ...(kernel.kind === 'spread' ? { enables: ['subgroups' as const] } : {}),
  };
}

/** Terms of a slice; the last may have fewer, or none. */
function depthOf(k: number, slices: number): number {
  return slices === 1 ? k : DEPTH * Math.ceil(k / (DEPTH * slices));
}

export function productTypes({ wideA, wideB, wideC, sums }: Product): BindingTypes {
  const type = (wide: boolean) => (wide ? ('vec4f' as const) : ('f32' as const));
  const [a, b, c] = [type(wideA), type(wideB), type(wideC)];
  return { a, b, c, pre: c, bias: c, residual: c, sums: sums === 'a' ? a : b };
}

/** A way that this device can run: decisions may come from elsewhere. */
export function runnable({ kernel }: Way, { subgroups, subgroupSize = 4 }: DeviceTraits): boolean {
  return kernel.kind !== 'spread' || (subgroups === true && subgroupSize >= kernel.lanes);
}
