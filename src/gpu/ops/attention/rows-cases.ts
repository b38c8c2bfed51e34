import { constant, floats, input, type OpCase, type OpInput } from '../../testing/op-case';
import { packedAttention, rowAttention } from '.';
import { type RowSizes, views } from './rows';
import { rowAttentionReference } from './rows-reference';

interface Settings extends RowSizes {
  readonly mask: 'causal' | 'full';
  readonly offset?: number;
  readonly lengths?: readonly number[];
  /** Of the inputs. */
  readonly scale?: number;
}

function nameOf({ batch, heads, keyHeads, time, keys, headSize, mask, offset, lengths, scale = 1 }: Settings): string {
  const notes = [
    offset ? `offset ${offset}` : '',
    lengths ? `lengths ${lengths}` : '',
    scale === 1 ? '' : `scale ${scale}`,
  ];
  return [`${mask} B${batch} H${heads}/${keyHeads} T${time} S${keys} D${headSize}`, ...notes.filter(Boolean)].join(
    ', ',
  );
}

const fill = (shape: number[], seed: number, scale = 1): OpInput =>
  scale === 0 ? constant(shape, 0) : floats(shape, seed, scale);

/**
 * Large queries and keys are whole numbers: their scores, of thousands, are then exact, and what is tested is the softmax of large scores.
 * Values are small there, because gradients of queries and keys cancel products of both.
 */
function fillPacked({ batch, heads, keyHeads, time, headSize, scale = 1 }: Settings): OpInput {
  const columns = (heads + 2 * keyHeads) * headSize;
  const { shape, values } = fill([batch * time, columns], 1, Math.min(scale, 1));
  if (scale <= 1) return { shape, values };
  const ofValues = (i: number) => i % columns >= (heads + keyHeads) * headSize;
  return { shape, values: values.map((value, i) => (ofValues(i) ? value / 16 : Math.round(scale * value))) };
}
const lengthsOf = ({ lengths }: Settings): Record<string, OpInput> =>
  lengths ? { lengths: { shape: [lengths.length], values: Int32Array.from(lengths) } } : {};

function packedCase(s: Settings): OpCase {
  const { batch, heads, keyHeads, mask } = s;
  const view = views('packed', s);
  return {
    name: `packed ${nameOf(s)}`,
    inputs: { qkv: fillPacked(s), ...lengthsOf(s) },
    run: (inputs) =>
      packedAttention(input(inputs, 'qkv'), {
        batchSize: batch,
        heads,
        keyHeads,
        mask,
        ...(inputs.lengths ? { keyLengths: inputs.lengths } : {}),
      }),
    reference: (values) => {
      const operand = (name: 'q' | 'k' | 'v') => ({ values: input(values, 'qkv'), view: view[name] });
      const operands = { q: operand('q'), k: operand('k'), v: operand('v') };
      return rowAttentionReference({
        ...s,
        ...operands,
        causal: mask === 'causal',
        offset: 0,
        lengths: values.lengths,
      });
    },
  };
}

function separateCase(s: Settings): OpCase {
  const { batch, heads, keyHeads, time, keys, headSize, mask, scale, offset = 0 } = s;
  const view = views('separate', s);
  return {
    name: `separate ${nameOf(s)}`,
    inputs: {
      q: fill([batch * time, heads * headSize], 1, scale),
      k: fill([batch * keys, keyHeads * headSize], 2, scale),
      v: fill([batch * keys, keyHeads * headSize], 3, scale),
      ...lengthsOf(s),
    },
    run: (inputs) =>
      rowAttention(input(inputs, 'q'), input(inputs, 'k'), input(inputs, 'v'), {
        batchSize: batch,
        heads,
        keyHeads,
        mask,
        offset,
        ...(inputs.lengths ? { keyLengths: inputs.lengths } : {}),
      }),
    reference: (values) => {
      const operand = (name: 'q' | 'k' | 'v') => ({ values: input(values, name), view: view[name] });
      const operands = { q: operand('q'), k: operand('k'), v: operand('v') };
      return rowAttentionReference({ ...s, ...operands, causal: mask === 'causal', offset, lengths: values.lengths });
    },
  };
}

const sizes = (batch: number, heads: number, keyHeads: number, time: number, keys: number, headSize: number) => ({
  batch,
  heads,
  keyHeads,
  time,
  keys,
  headSize,
});

export const cases: readonly OpCase[] = [
  packedCase({ ...sizes(2, 4, 2, 11, 11, 4), mask: 'causal' }),
  separateCase({ ...sizes(2, 4, 2, 3, 7, 3), mask: 'full', lengths: [5, 0] }),
  packedCase({ ...sizes(1, 1, 1, 1, 1, 1), mask: 'causal' }),
  packedCase({ ...sizes(2, 3, 3, 3, 3, 5), mask: 'causal' }),
  packedCase({ ...sizes(2, 2, 1, 35, 35, 16), mask: 'causal' }),
  packedCase({ ...sizes(3, 2, 1, 9, 9, 4), mask: 'full', lengths: [9, 1, 0] }),
  packedCase({ ...sizes(2, 2, 2, 6, 6, 4), mask: 'causal', lengths: [6, 3] }),
  packedCase({ ...sizes(1, 2, 2, 70, 70, 8), mask: 'full' }),
  separateCase({ ...sizes(1, 6, 2, 1, 7, 4), mask: 'causal', offset: 6 }),
  separateCase({ ...sizes(2, 4, 1, 5, 12, 2), mask: 'causal', offset: 4 }),
  separateCase({ ...sizes(1, 2, 1, 5, 67, 4), mask: 'full' }),
  packedCase({ ...sizes(1, 2, 1, 6, 6, 4), mask: 'causal', scale: 30 }),
  packedCase({ ...sizes(1, 2, 2, 4, 4, 3), mask: 'causal', scale: 0 }),
];

/** Heads of 130 numbers (pairs, no whole number of loads of four) and the largest; every layout that has a gradient. */
export const largeHeadCases: readonly OpCase[] = [
  packedCase({ ...sizes(1, 2, 1, 5, 5, 130), mask: 'causal' }),
  separateCase({ ...sizes(1, 1, 1, 3, 9, 256), mask: 'full' }),
];

/** For f16, where a kernel was once right at a batch of one only. */
export const batchCases: readonly OpCase[] = [1, 2, 8].flatMap((batch) => [
  packedCase({ ...sizes(batch, 2, 1, 9, 9, 8), mask: 'causal' }),
  separateCase({
    ...sizes(batch, 2, 1, 5, 7, 6),
    mask: 'full',
    lengths: Array.from({ length: batch }, (_, b) => 7 - b),
  }),
]);
