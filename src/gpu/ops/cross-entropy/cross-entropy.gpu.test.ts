import { BOTH, describeHalfKernel, describeKernel } from '../../testing/kernel-suite';
import { cases, halfCases } from './cases';

describeKernel('crossEntropy', cases, BOTH);
describeHalfKernel('crossEntropy', halfCases, ['logits']);
