import { BOTH, describeHalfKernel, describeKernel } from '../../testing/kernel-suite';
import { cases, halfCases } from './cases';

describeKernel('rmsNorm', cases, BOTH);
// The branch and the normed rows are halves, x and the weights are not.
describeHalfKernel('rmsNorm', halfCases, ['branch']);
