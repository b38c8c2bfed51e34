import { BOTH, describeKernel } from '../../testing/kernel-suite';
import { cases } from './cases';

describeKernel('rmsNorm', cases, BOTH);
