import type { Preset } from '../entry';
import { widthLearningRate } from '../width-learning-rate';

const preset = (
  id: string,
  label: string,
  promise: string,
  [layers, hidden, heads, kvHeads, intermediate, contextLength]: readonly [
    number,
    number,
    number,
    number,
    number,
    number,
  ],
): Preset => ({
  id,
  label,
  promise,
  options: { layers, hidden, heads, kvHeads, intermediate, contextLength },
  training: { learningRate: widthLearningRate(hidden) },
});

/** Parameter counts in the labels are with the vocabulary that suits the size (256 to 8,192 tokens). */
export const llamaPresets: readonly Preset[] = [
  preset('nano', 'Nano, 0.1M', 'Learns words and spaces; a minute, even without a GPU', [2, 64, 4, 2, 176, 64]),
  preset('micro', 'Micro, 0.5M', 'Learns short phrases; a minute on a laptop GPU', [4, 96, 4, 2, 256, 128]),
  preset('mini', 'Mini, 2M', 'Learns sentences; a few minutes on a laptop GPU', [6, 160, 5, 5, 432, 256]),
  preset(
    'small',
    'Small, 7M',
    'Stays on the topic for a sentence or two; half an hour on a laptop GPU',
    [8, 256, 8, 4, 688, 256],
  ),
  preset(
    'medium',
    'Medium, 14M',
    'Fluent on a narrow corpus; hours on a laptop GPU, less on a desktop',
    [8, 384, 6, 2, 1024, 256],
  ),
  preset(
    'large',
    'Large, 28M',
    'The most one GPU in a browser trains in an evening; wants tens of megabytes of text',
    [8, 512, 8, 4, 1536, 512],
  ),
];
