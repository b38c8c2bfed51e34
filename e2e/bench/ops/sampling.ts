import type { Tensor2D } from '@tensorflow/tfjs';
import { type SampleSettings, sampleTokens } from '@/gpu/ops/sampling';
import { floats, input } from '@/gpu/testing/op-case';
import type { OpBench, Tensors } from './entry';
import { tf } from './studio-tfjs';

/** One id for each row of logits. Bytes: the logits once. */
const [ROWS, VOCABULARY, TOP_K, TOP_P] = [8, 32_000, 40, 0.9];
const settings: SampleSettings = { temperature: 1, topK: 0, topP: 1, seed: 1, position: 2 };

function row(name: string, changed: Partial<SampleSettings>, stock: (logits: Tensor2D) => ReturnType<OpBench['ours']>) {
  return {
    folder: 'sampling',
    name: `sampling, ${name}`,
    shape: `${ROWS} x ${VOCABULARY}`,
    forward: { bytes: 4 * ROWS * VOCABULARY },
    inputs: () => ({ logits: floats([ROWS, VOCABULARY], 1, 3) }),
    ours: (t: Tensors) => sampleTokens(input(t, 'logits'), { ...settings, ...changed }),
    stock: (t: Tensors) => stock(input(t, 'logits').as2D(ROWS, VOCABULARY)),
  };
}

export const SAMPLING: readonly OpBench[] = [
  row('greedy', { temperature: 0 }, (logits) => logits.argMax(1)),
  { ...row('temperature', {}, (logits) => tf.multinomial(logits, 1, 1)), random: true },
  {
    // The k most probable, of those the fewest that sum to p, and one of them at the place that a random number says.
    ...row(`top-k ${TOP_K}, top-p ${TOP_P}`, { topK: TOP_K, topP: TOP_P }, (logits) => {
      const { values, indices } = tf.topk(logits, TOP_K);
      const probabilities = values.softmax();
      const kept = probabilities.mul(probabilities.cumsum(1, true).less(TOP_P).toFloat());
      const sums = kept.cumsum(1);
      const drawn = tf.randomUniform([ROWS, 1], 0, 1, 'float32', 1).mul(kept.sum(1, true));
      const place = sums.lessEqual(drawn).toFloat().sum(1, true);
      const one = tf.range(0, TOP_K).expandDims(0).equal(place).toFloat();
      return indices.toFloat().mul(one).sum(1);
    }),
    random: true,
  },
];
