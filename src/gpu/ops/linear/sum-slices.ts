import type { Tensor } from '@tensorflow/tfjs';
import { u32 } from '../../dispatch';
import { elementwiseLaunch, elementwiseWgsl } from '../../elementwise';
import { at, type Numbers, sizeOf } from '../../numbers';
import { defineKernel, type Kernel, type Shape } from '../../op';

interface Variant {
  readonly wide: boolean;
  readonly wideSums: boolean;
  readonly sums: boolean;
}
const four = (shape: Shape | undefined) => shape !== undefined && sizeOf(shape.slice(1)) % 4 === 0;
/** Elements of one slice, counted as the bindings are. */
const lengthOf = (shape: Shape | undefined) => sizeOf(shape?.slice(1) ?? [0]) / (four(shape) ? 4 : 1);

const run: Kernel<'parts' | 'sumParts', Record<never, never>> = defineKernel<
  'parts' | 'sumParts',
  Record<never, never>,
  Variant
>({
  name: 'LoamSumSlices',
  inputs: ['parts', 'sumParts'],
  outputs: ({ parts, sumParts }) => ({ total: parts.slice(1), ...(sumParts ? { sums: sumParts.slice(1) } : {}) }),
  reference: ({ parts, sumParts }, shapes) => ({
    total: added(parts, shapes.parts[0] ?? 1),
    ...(sumParts ? { sums: added(sumParts, shapes.sumParts[0] ?? 1) } : {}),
  }),
  launch: ({ parts, sumParts }, _, traits) => {
    const [length, others] = [lengthOf(parts), lengthOf(sumParts)];
    const { uniforms, workgroups } = elementwiseLaunch(length + others, traits);
    return {
      variant: { wide: four(parts), wideSums: four(sumParts), sums: sumParts !== undefined },
      uniforms: { ...uniforms, slices: u32(parts[0] ?? 1), length: u32(length), others: u32(others) },
      workgroups,
    };
  },
  types: ({ wide, wideSums }) => ({
    ...(wide ? { parts: 'vec4f', total: 'vec4f' } : {}),
    ...(wideSums ? { sumParts: 'vec4f', sums: 'vec4f' } : {}),
  }),
  wgsl: ({ sums }) =>
    elementwiseWgsl(`
  if (i < u.length) {
    var sum = get_parts(i);
    for (var s = 1u; s < u.slices; s++) { sum += get_parts(s * u.length + i); }
    put_total(i, sum);
    return;
  }
${
  sums
    ? `  let j = i - u.length;
  var sum = get_sumParts(j);
  for (var s = 1u; s < u.slices; s++) { sum += get_sumParts(s * u.others + j); }
  put_sums(j, sum);`
    : ''
}`),
});

function added(parts: Numbers, slices: number): Numbers {
  const length = parts.length / slices;
  return new Float64Array(length).map((_, i) => {
    let sum = 0;
    for (let s = 0; s < slices; s++) sum += at(parts, s * length + i);
    return sum;
  });
}

/** Sums over the first dimension of one or two tensors [S, ...], in the order of the slices, in one dispatch. */
export function sumSlices([parts, sumParts]: readonly Tensor[]): Tensor[] {
  return run({ ...(parts ? { parts } : {}), ...(sumParts ? { sumParts } : {}) }, {});
}
