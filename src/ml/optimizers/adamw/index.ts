import type { OptionSpecs } from '@/base/options';
import type { OptimizerEntry } from '../entry';

export const adamwOptions = {
  beta1: {
    type: 'number',
    label: 'Beta 1',
    help: 'Memory of the mean gradient; nearer to 1 is smoother.',
    citation: 'Kingma and Ba 2015, Adam, algorithm 1',
    default: 0.9,
    min: 0,
    max: 0.9999,
    advanced: true,
  },
  beta2: {
    type: 'number',
    label: 'Beta 2',
    help: 'Memory of the squared gradient. 0.95 reacts faster than the paper’s 0.999, which suits short runs.',
    citation: 'Brown et al. 2020, appendix B',
    default: 0.95,
    min: 0,
    max: 0.99999,
    advanced: true,
  },
  epsilon: {
    type: 'number',
    label: 'Epsilon',
    help: 'Keeps the division by the root of the second moment finite.',
    citation: 'Kingma and Ba 2015, Adam, algorithm 1',
    default: 1e-8,
    min: 1e-12,
    max: 1e-2,
    scale: 'log',
    advanced: true,
  },
  weightDecay: {
    type: 'number',
    label: 'Weight decay',
    help: 'Pulls matrices towards zero at each step; norms and biases are left alone.',
    citation: 'Loshchilov and Hutter 2019, algorithm 2',
    default: 0.1,
    min: 0,
    max: 1,
  },
} as const satisfies OptionSpecs;

export const adamw: OptimizerEntry = {
  id: 'adamw',
  version: 1,
  label: 'AdamW',
  help: 'Adam with decoupled weight decay: the usual choice for Transformers.',
  citation: 'Loshchilov and Hutter 2019, Decoupled Weight Decay Regularization',
  options: adamwOptions,
  slots: ['m', 'v'],
  load: async () => (await import('./update')).adamwCode,
};
