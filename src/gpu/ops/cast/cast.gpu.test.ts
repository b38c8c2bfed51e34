import { describeHalfKernel, describeKernel } from '../../testing/kernel-suite';
import { floats, input, type OpCase } from '../../testing/op-case';
import { cast } from '.';

const cases: readonly OpCase[] = [1, 7, 4, 300].map((size) => ({
  name: `${size} elements`,
  inputs: { x: floats([size], 1) },
  run: (inputs) => cast(input(inputs, 'x'), 'f32'),
  reference: (values) => input(values, 'x'),
}));

describeKernel('cast', cases);
// One rounding forward and one of the gradient: 2^-11 of each number.
describeHalfKernel('cast', cases, ['x'], {
  tolerance: { absolute: 1e-7, relative: 5e-4 },
  kernels: [{ software: true }],
});
