import { describeOptimizerKernel } from '../../flat/testing/optimizer-suite';
import { cases } from './cases';

// As on the cpu backend, and products whose sums are of another order: five times as much. GPUs take other matrix products, which have tests of their own.
describeOptimizerKernel('muon', cases, { absolute: 1e-4, relative: 1e-4 });
