import { constant, floats, input, type OpCase } from '../../testing/op-case';
import { attention } from '.';
import { type AttentionSizes, attentionReference } from './reference';

function attentionCase(sizes: AttentionSizes, scale = 1): OpCase {
  const { batch, heads, keyHeads, time, keys, headSize, offset } = sizes;
  const kind = scale === 0 ? ', zeros' : scale > 1 ? ', large' : '';
  const fill = (shape: number[], seed: number) => (scale === 0 ? constant(shape, 0) : floats(shape, seed, scale));
  return {
    name: `B${batch} H${heads}/${keyHeads} T${time} S${keys} D${headSize}${kind}`,
    inputs: {
      q: fill([batch, heads, time, headSize], 1),
      k: fill([batch, keyHeads, keys, headSize], 2),
      v: fill([batch, keyHeads, keys, headSize], 3),
    },
    run: (inputs) => attention(input(inputs, 'q'), input(inputs, 'k'), input(inputs, 'v'), { offset }),
    reference: (values) => attentionReference(input(values, 'q'), input(values, 'k'), input(values, 'v'), sizes),
  };
}

export const cases: readonly OpCase[] = [
  attentionCase({ batch: 1, heads: 1, keyHeads: 1, time: 1, keys: 1, headSize: 1, offset: 0 }),
  attentionCase({ batch: 2, heads: 3, keyHeads: 3, time: 3, keys: 3, headSize: 5, offset: 0 }),
  attentionCase({ batch: 2, heads: 4, keyHeads: 2, time: 3, keys: 3, headSize: 4, offset: 0 }),
  attentionCase({ batch: 1, heads: 6, keyHeads: 2, time: 1, keys: 7, headSize: 4, offset: 6 }),
  attentionCase({ batch: 1, heads: 4, keyHeads: 1, time: 5, keys: 9, headSize: 2, offset: 4 }),
  attentionCase({ batch: 2, heads: 4, keyHeads: 2, time: 67, keys: 67, headSize: 16, offset: 0 }),
  attentionCase({ batch: 1, heads: 2, keyHeads: 1, time: 6, keys: 6, headSize: 3, offset: 0 }, 30),
  attentionCase({ batch: 1, heads: 2, keyHeads: 2, time: 4, keys: 4, headSize: 3, offset: 0 }, 0),
];
