import { BOTH, describeHalfKernel, describeKernel } from '../../testing/kernel-suite';
import { cases, halfBranchCases, halfCases } from './cases';

describeKernel('dropout', cases, BOTH);
const options = {
  // One rounding of the input, one of the output or of the gradient: 2 * 2^-11 of each number, and of the sum's larger part.
  tolerance: { absolute: 5e-3, relative: 2e-3 },
  kernels: [{ software: true }],
};
describeHalfKernel('dropout', halfCases, ['x'], options);
describeHalfKernel('dropoutAdd', halfBranchCases, ['branch'], options);
