import { describeOptimizerKernel } from '../../flat/testing/optimizer-suite';
import { cases } from './cases';

// Ten steps of a handful of roundings (6e-8) of numbers up to ten times the gradient.
describeOptimizerKernel('sgd', cases, { absolute: 5e-6, relative: 1e-5 });
