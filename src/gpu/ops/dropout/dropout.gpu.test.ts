import { describeKernel } from '../../testing/kernel-suite';
import { cases } from './cases';

describeKernel('dropout', cases);
