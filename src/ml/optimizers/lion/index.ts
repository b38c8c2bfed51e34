import type { OptionSpecs } from '@/base/options';
import type { OptimizerEntry } from '../entry';

export const lionOptions = {
  beta1: {
    type: 'number',
    label: 'Beta 1',
    help: 'Share of the momentum in the direction of a step; the rest is this step’s gradient.',
    citation: 'Chen et al. 2023, algorithm 2',
    default: 0.9,
    min: 0,
    max: 0.9999,
    advanced: true,
  },
  beta2: {
    type: 'number',
    label: 'Beta 2',
    help: 'Memory of the momentum; nearer to 1 is smoother.',
    citation: 'Chen et al. 2023, algorithm 2',
    default: 0.99,
    min: 0,
    max: 0.99999,
    advanced: true,
  },
  weightDecay: {
    type: 'number',
    label: 'Weight decay',
    help: 'Pulls matrices towards zero; ten times AdamW’s, because the learning rate is a tenth of AdamW’s.',
    citation: 'Chen et al. 2023, section 5',
    default: 1,
    min: 0,
    max: 10,
  },
} as const satisfies OptionSpecs;

export const lion: OptimizerEntry = {
  id: 'lion',
  version: 1,
  label: 'Lion',
  help: 'Every weight moves by the same amount, only the sign is learnt: half of AdamW’s memory, a tenth of its learning rate.',
  citation: 'Chen et al. 2023, Symbolic Discovery of Optimization Algorithms',
  options: lionOptions,
  slots: ['m'],
  learningRateScale: 0.1,
  load: async () => (await import('./update')).lionCode,
};
