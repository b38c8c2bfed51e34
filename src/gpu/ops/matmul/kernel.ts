import { directWgsl } from './direct';
import type { Product } from './product';
import { spreadWgsl } from './spread';
import { tiledWgsl } from './tiled';

/** C = op(A) op(B) and what is done with it, in one of the ways of `ProductKernel`. */
export function productWgsl(product: Product): string {
  const { kernel } = product;
  switch (kernel.kind) {
    case 'tiled':
      return tiledWgsl(product, kernel);
    case 'spread':
      return spreadWgsl(product, kernel.lanes);
    case 'direct':
      return directWgsl(product, kernel.rows);
  }
}
