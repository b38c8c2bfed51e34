import type { Tensor } from '@tensorflow/tfjs';
import { u32 } from '../dispatch';
import { halfIf } from '../element-types';
import { elementwiseLaunch, elementwiseWgsl } from '../elementwise';
import { sizeOf } from '../numbers';
import { anyHalf, defineKernel } from '../op';
import { type Choice, choose, type WorkloadInput } from '../tuning';

/** Ways of doubling a number, most of them bad. */
export type Way = 'plain' | 'slow' | 'wrong' | 'broken' | 'refused' | 'not a number';

const BODIES: Readonly<Record<Way, string>> = {
  plain: 'put_y(i, 2.0 * get_x(i));',
  // u.rounds is not known to the compiler, so the loop stays.
  slow: 'var sum = get_x(i); for (var k = 0u; k < u.rounds; k++) { sum = sum * 1.5 - sum * 0.5; } put_y(i, 2.0 * sum);',
  // As a kernel is wrong that was written for larger subgroups: every fourth element.
  wrong: 'put_y(i, select(2.0, 1.0, i % 4u == 3u) * get_x(i));',
  broken: 'put_y(i, nonsense);',
  refused: 'put_y(i, 2.0 * get_x(i) + scratch[i % 4u]);',
  'not a number': 'put_y(i, bitcast<f32>(0x7fc00000u | (bitcast<u32>(get_x(i)) & 1u)));',
};

const run = defineKernel<'x', { way: Way; half: boolean }, { way: Way }>({
  name: 'ToyDouble',
  inputs: ['x'],
  outputs: ({ x }, { half }) => ({ y: halfIf(half, x) }),
  reference: ({ x }) => ({ y: x.map((value) => 2 * value) }),
  launch: ({ x }, { way }, traits) => {
    const launch = elementwiseLaunch(sizeOf(x), traits);
    return { ...launch, variant: { way }, uniforms: { ...launch.uniforms, rounds: u32(500) } };
  },
  // A quarter of a million bytes of workgroup memory: valid WGSL that no device takes.
  wgsl: ({ way }) =>
    elementwiseWgsl(BODIES[way], way === 'refused' ? 'var<workgroup> scratch: array<f32, 65000>;' : ''),
});

/** A step in place, of which the number of runs shows. */
const grow = defineKernel<'x', { by: number }, { by: number }>({
  name: 'ToyGrow',
  inputs: ['x'],
  inPlace: ['x'],
  outputs: () => ({}),
  reference: ({ x }, _, { by }) => ({ x: x.map((value) => value + by) }),
  launch: ({ x }, { by }, traits) => ({ ...elementwiseLaunch(sizeOf(x), traits), variant: { by } }),
  wgsl: ({ by }) => elementwiseWgsl(`x[i] = x[i] + ${by.toFixed(1)};`),
});

export function toyChoice(name: string, ways: readonly Way[], input: WorkloadInput): Choice<Way> {
  return {
    key: `toy ${name} ${input.type ?? 'f32'} ${input.shape.join('x')}`,
    candidates: ways,
    workload: () => ({ inputs: { x: input }, run: ({ x }) => (x ? double(x, name, ways) : []) }),
  };
}

/** An op as they are written: it asks which way, and says what to time. */
export function double(x: Tensor, name: string, ways: readonly Way[]): Tensor {
  const half = anyHalf(x);
  const way = choose(toyChoice(name, ways, { shape: x.shape, type: half ? 'f16' : 'f32' }));
  return run({ x }, { way, half })[0] as Tensor;
}

export function growChoice(by: readonly number[], start: Float32Array): Choice<number> {
  const key = `grow ${by.join()}`;
  const choice: Choice<number> = {
    key,
    candidates: by,
    workload: () => ({
      inputs: { x: { shape: [start.length], values: () => start } },
      run: ({ x }) => {
        if (!x) return [];
        grow({ x }, { by: choose(choice) });
        return x;
      },
    }),
  };
  return choice;
}
