import type { OptionSpecs } from '@/base/options';
import type { OptimizedParameter, OptimizerEntry } from '../entry';

export const muonOptions = {
  momentum: {
    type: 'number',
    label: 'Momentum',
    help: 'Memory of the mean gradient that is made orthogonal; nearer to 1 is smoother.',
    citation: 'Jordan et al. 2024',
    default: 0.95,
    min: 0,
    max: 0.9999,
    advanced: true,
  },
  nesterov: {
    type: 'toggle',
    label: 'Nesterov',
    help: 'Blends this step’s gradient into the momentum before it is made orthogonal.',
    citation: 'Jordan et al. 2024',
    default: true,
    advanced: true,
  },
  weightDecay: {
    type: 'number',
    label: 'Weight decay',
    help: 'Pulls matrices towards zero by their learning rate times this at each step; norms and biases are left alone.',
    citation: 'Liu et al. 2025, Muon is Scalable for LLM Training, section 2.2',
    default: 0.01,
    min: 0,
    max: 1,
  },
  adamwShare: {
    type: 'number',
    label: 'AdamW’s share',
    help: 'Learning rate of embeddings, head, norms and biases, which AdamW updates, as a share of the matrices’.',
    citation: 'Jordan et al. 2024: 0.0003 beside 0.02; larger where models are small, as AdamW’s own rate is',
    default: 0.15,
    min: 0.001,
    max: 1,
    scale: 'log',
  },
  beta1: {
    type: 'number',
    label: 'AdamW’s beta 1',
    help: 'Memory of the mean gradient of what AdamW updates.',
    citation: 'Jordan et al. 2024',
    default: 0.9,
    min: 0,
    max: 0.9999,
    advanced: true,
  },
  beta2: {
    type: 'number',
    label: 'AdamW’s beta 2',
    help: 'Memory of the squared gradient of what AdamW updates.',
    citation: 'Jordan et al. 2024',
    default: 0.95,
    min: 0,
    max: 0.99999,
    advanced: true,
  },
} as const satisfies OptionSpecs;

/** What Muon itself updates: matrices that vectors are multiplied by. Tables, head, norms and biases are AdamW's. */
export function isHidden({ linear }: OptimizedParameter): boolean {
  return linear !== undefined;
}

export const muon: OptimizerEntry = {
  id: 'muon',
  version: 1,
  label: 'Muon',
  help: 'Turns the momentum of each hidden matrix into a nearly orthogonal step: fewer steps to a loss, at a few more milliseconds each.',
  citation: 'Jordan et al. 2024, Muon: An optimizer for hidden layers in neural networks',
  options: muonOptions,
  slots: ['momentum', 'm', 'v'],
  slotShape: (slot, parameter) => (isHidden(parameter) === (slot === 'momentum') ? parameter.shape : [0]),
  learningRateScale: 6,
  load: async () => (await import('./update')).muonCode,
};
