import { describeOptimizerKernel } from '../../flat/testing/optimizer-suite';
import { cases } from './cases';

// Ten steps of about ten roundings (6e-8) each, and a root and a quotient of 2.5 units in the last place.
describeOptimizerKernel('adamW', cases, { absolute: 5e-6, relative: 1e-5 });
