import type { DeviceTraits } from '../../device-traits';
import { blockOf, DEPTH, type ProductKernel, type ProductSizes, type Way } from './product';

type Tiled = Extract<ProductKernel, { kind: 'tiled' }>;

const LARGE: Tiled = { kind: 'tiled', rows: 128, columns: 64, each: [8, 8] };
const SQUARE: Tiled = { kind: 'tiled', rows: 64, columns: 64, each: [8, 8] };
/** As many threads as WebGPU promises, each with less: hides latency better, reads its tiles more often. */
const BUSY: Tiled = { kind: 'tiled', rows: 64, columns: 64, each: [4, 4] };
const SMALL: Tiled = { kind: 'tiled', rows: 32, columns: 32, each: [4, 4] };

/** Workgroups that keep a GPU busy; and the cores of a machine that has none. */
const ENOUGH = { gpu: 128, software: 4 };
/** A slice of K is worth a dispatch of its own. */
const SHORTEST_SLICE = 8 * DEPTH;

/**
 * Ways of computing a product that may be the best on such a device, the best guess first. Software adapters get one, by measurement (see
 * docs/log.md): trying others would cost them more than it can bring. `cut`: K may be cut into slices. `gated`: twice the sums, so smaller blocks.
 */
export function waysFor(
  sizes: ProductSizes,
  traits: DeviceTraits,
  { cut = false, gated = false }: { cut?: boolean; gated?: boolean } = {},
): readonly Way[] {
  const enough = traits.software ? ENOUGH.software : ENOUGH.gpu;
  const way = (kernel: ProductKernel): Way => ({ kernel, slices: cut ? slicesFor(sizes, kernel, enough) : 1 });
  if (traits.software) return [way(softwareKernel(sizes, traits))];
  return gpuKernels(sizes, gated).map(way);
}

function softwareKernel(
  { m, transposeA, transposeB }: ProductSizes,
  { subgroups, subgroupSize = 4 }: DeviceTraits,
): ProductKernel {
  if (m <= 4) return { kind: 'direct', rows: m === 1 ? 1 : 4 };
  // Groups of 8 (lavapipe) run `spread` fastest too, but LLVM takes ten seconds and more to compile each of its texts there.
  if (!subgroups || (transposeA && transposeB)) return { kind: 'direct', rows: 8 };
  return { kind: 'spread', lanes: subgroupSize >= 8 ? 8 : 4 };
}

function gpuKernels(sizes: ProductSizes, gated: boolean): readonly ProductKernel[] {
  const { m, n } = sizes;
  // Few rows: a tile is mostly empty, and what counts is how many workgroups read B.
  if (m <= 8) return [SMALL, { kind: 'direct', rows: m === 1 ? 1 : m <= 4 ? 4 : 8 }];
  const fitting = [LARGE, SQUARE, BUSY, SMALL].filter(
    (tile) => (tile === SMALL || (m > tile.rows / 2 && n > tile.columns / 2)) && !(gated && tile.each[1] === 8),
  );
  // The largest tile that still gives every core something to do; a sum that is cut into slices gives more.
  const first = fitting.find((tile) => countOf(sizes, tile) >= ENOUGH.gpu) ?? SMALL;
  return [first, ...fitting.filter((tile) => tile !== first)];
}

function countOf({ batch, m, n, transposeA }: ProductSizes, kernel: ProductKernel): number {
  const [rows, columns] = blockOf(kernel, transposeA);
  return batch * Math.ceil(m / rows) * Math.ceil(n / columns);
}

function slicesFor(sizes: ProductSizes, kernel: ProductKernel, enough: number): number {
  const most = Math.floor(sizes.k / SHORTEST_SLICE);
  return Math.max(1, Math.min(most, Math.ceil(enough / countOf(sizes, kernel))));
}
