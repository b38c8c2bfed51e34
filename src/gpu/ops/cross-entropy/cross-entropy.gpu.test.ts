import { BOTH, describeKernel } from '../../testing/kernel-suite';
import { cases } from './cases';

describeKernel('crossEntropy', cases, BOTH);
