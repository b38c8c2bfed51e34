import type { DeviceTraits } from '../../device-traits';
import { describeKernel } from '../../testing/kernel-suite';
import { linearCases, linearGeluCases, linearSiluGateCases } from './cases';

/** Subgroups of 4 at least are promised wherever there are any. */
const SPREAD: DeviceTraits = { software: true, subgroups: true, subgroupSize: 4 };

describeKernel('linear', linearCases, [SPREAD, { software: true }]);
describeKernel('linearGelu', linearGeluCases, [SPREAD]);
describeKernel('linearSiluGate', linearSiluGateCases, [SPREAD]);
