import type { Tensor } from '@tensorflow/tfjs';
import { type FlatLayout, flatLayout } from '@/gpu/flat/layout';
import { flatFloats } from '@/gpu/flat/testing/odd-parts';
import { input, type OpInput } from '@/gpu/testing/op-case';
import { configOf } from '../config';
import { modelOf } from '../material';
import type { Tensors } from './entry';
import { tf } from './studio-tfjs';

/** The parameters of configuration B (GPT-2: L4 D128 V512): what optimizers and norms are measured on, ours flat and tfjs's tensor by tensor. */
const { entry, shape } = modelOf(configOf('B'));
export const SPECS = entry.parameters(shape);
export const LAYOUT = flatLayout(SPECS);
export const ELEMENTS_B = LAYOUT.parts.reduce((sum, { size }) => sum + size, 0);
export const SHAPE_B = `${SPECS.length} tensors, ${(ELEMENTS_B / 1e6).toFixed(2)}M`;

/** A flat tensor of normal numbers; nothing but zeros between the parts, so that whole tensors can be compared. */
export function flatInput(layout: FlatLayout, seed: number, scale = 1): OpInput {
  return { shape: [layout.size], values: flatFloats(layout, seed, scale, 0) };
}

/** As second moments are: above 0. */
export function positive(given: OpInput): OpInput {
  return { ...given, values: given.values.map(Math.abs) };
}

const filled = ({ parts }: FlatLayout) => parts.filter(({ size }) => size > 0);

/** A flat tensor's parts as tensors of their own, by `slot: name of the part`. */
export function partsOf(flat: Tensor, slot: string, layout: FlatLayout): Tensors {
  return Object.fromEntries(
    filled(layout).map((part) => [
      `${slot}: ${part.name}`,
      tf.slice(flat.as1D(), part.offset, part.size).reshape([...part.shape]),
    ]),
  );
}

/** The part of a slot, or nothing where the slot has none for it. */
export const partIn = (tensors: Tensors, slot: string, name: string): Tensor | undefined => tensors[`${slot}: ${name}`];
export const part = (tensors: Tensors, slot: string, name: string): Tensor => input(tensors, `${slot}: ${name}`);

/** Results of tfjs's way, slot by slot and in each part by part, as our flat tensors. */
export function flattened(results: readonly Tensor[], layouts: readonly FlatLayout[]): Tensor[] {
  const rest = [...results];
  return layouts.map((layout) => {
    const parts = filled(layout);
    const padded = parts.map(({ offset, size }, i) => {
      const end = parts[i + 1]?.offset ?? layout.size;
      const result = rest.shift();
      if (result?.size !== size) throw new Error('the results are not those of the layout');
      return tf.pad1d(result.as1D(), [0, end - offset - size]);
    });
    return tf.concat(padded);
  });
}
