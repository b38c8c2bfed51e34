import { BOTH, describeKernel } from '../../testing/kernel-suite';
import { cases } from './cases';

describeKernel('causalSoftmax', cases, BOTH);
