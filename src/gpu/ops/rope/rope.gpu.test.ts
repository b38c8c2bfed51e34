import { describeHalfKernel, describeKernel } from '../../testing/kernel-suite';
import { cases } from './cases';

describeKernel('ropeRows', cases);
// Input, output and their gradients are rounded once each, 4.9e-4 of numbers up to about 4; a turn adds two of them.
describeHalfKernel('ropeRows', cases, ['x'], {
  tolerance: { absolute: 4e-3, relative: 1e-3 },
  kernels: [{ software: true }],
});
