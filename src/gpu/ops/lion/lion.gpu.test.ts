import { describeOptimizerKernel } from '../../flat/testing/optimizer-suite';
import { cases } from './cases';

// Ten steps of a handful of roundings (6e-8). A sign that came out otherwise would show as twice the rate, 2e-2.
describeOptimizerKernel('lion', cases, { absolute: 5e-6, relative: 1e-5 });
