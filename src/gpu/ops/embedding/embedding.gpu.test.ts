import { BOTH, describeHalfKernel, describeKernel } from '../../testing/kernel-suite';
import { cases, halfCases } from './cases';

describeKernel('embedding', cases, BOTH);
describeHalfKernel('embedding', halfCases, ['table'], { kernels: [{ software: true }] });
