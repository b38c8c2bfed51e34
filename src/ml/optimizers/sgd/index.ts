import type { OptionSpecs } from '@/base/options';
import type { OptimizerEntry } from '../entry';

export const sgdOptions = {
  momentum: {
    type: 'number',
    label: 'Momentum',
    help: 'Share of the last step that carries on into the next; 0 is plain gradient descent.',
    citation: 'Sutskever et al. 2013, equation 1',
    default: 0.9,
    min: 0,
    max: 0.9999,
  },
  nesterov: {
    type: 'toggle',
    label: 'Nesterov',
    help: 'Looks ahead along the momentum before it steps, which damps overshooting.',
    citation: 'Sutskever et al. 2013, equation 3',
    default: false,
    advanced: true,
  },
  weightDecay: {
    type: 'number',
    label: 'Weight decay',
    help: 'Pulls matrices towards zero by the learning rate times this at each step; norms and biases are left alone.',
    citation: 'Loshchilov and Hutter 2019, algorithm 1',
    default: 0,
    min: 0,
    max: 1,
    advanced: true,
  },
} as const satisfies OptionSpecs;

export const sgd: OptimizerEntry = {
  id: 'sgd',
  version: 1,
  label: 'SGD with momentum',
  help: 'The plainest method, with half of AdamW’s memory: slow on Transformers, and a yardstick for the others.',
  citation: 'Sutskever et al. 2013, On the importance of initialization and momentum in deep learning',
  options: sgdOptions,
  slots: ['momentum'],
  learningRateScale: 30,
  load: async () => (await import('./update')).sgdCode,
};
