import { ELEMENTS } from './elements';
import type { OpBench } from './entry';
import { IN_PLACE } from './in-place';
import { OPTIMIZERS } from './optimizers';
import { PRODUCTS } from './products';
import { ROWS } from './rows';
import { SAMPLING } from './sampling';

/** Every op of `src/gpu/ops/`: a folder without a row fails the test. */
export const OPS: readonly OpBench[] = [...PRODUCTS, ...ROWS, ...ELEMENTS, ...OPTIMIZERS, ...IN_PLACE, ...SAMPLING];
