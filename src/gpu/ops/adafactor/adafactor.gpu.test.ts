import { describeOptimizerKernel } from '../../flat/testing/optimizer-suite';
import { cases } from './cases';

// Ten steps of about ten roundings (6e-8) each and three inverse roots of two units in the last place; sums of up to 100 squares.
const tolerance = { absolute: 5e-6, relative: 1e-5 };
describeOptimizerKernel('adafactor', cases, tolerance);
// Rows shared by invocations: a barrier each, slow on software adapters. The sizes of gradients make no difference to that.
describeOptimizerKernel('adafactor', cases.slice(0, 2), tolerance, [{ software: false }]);
