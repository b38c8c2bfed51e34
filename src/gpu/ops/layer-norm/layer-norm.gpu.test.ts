import { BOTH, describeKernel } from '../../testing/kernel-suite';
import { cases } from './cases';

describeKernel('layerNorm', cases, BOTH);
