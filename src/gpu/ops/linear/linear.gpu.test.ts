import { describeKernel } from '../../testing/kernel-suite';
import { cases } from './cases';

describeKernel('linear', cases);
