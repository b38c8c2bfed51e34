import type { OptionSpecs } from '@/base/options';
import type { OptimizerEntry } from '../entry';

export const adafactorOptions = {
  decay: {
    type: 'number',
    label: 'Memory growth',
    help: 'Squared gradients are remembered by 1 - step^-this: from not at all at the first step to ever longer.',
    citation: 'Shazeer and Stern 2018, section 7.2',
    default: 0.8,
    min: 0.1,
    max: 1,
    advanced: true,
  },
  threshold: {
    type: 'number',
    label: 'Update clip',
    help: 'Largest root mean square of one tensor’s update before the learning rate; 0 does not clip.',
    citation: 'Shazeer and Stern 2018, section 6',
    default: 1,
    min: 0,
    max: 100,
    advanced: true,
  },
  weightDecay: {
    type: 'number',
    label: 'Weight decay',
    help: 'Pulls matrices towards zero by the learning rate times this at each step; norms and biases are left alone.',
    citation: 'Loshchilov and Hutter 2019, algorithm 2',
    default: 0.1,
    min: 0,
    max: 1,
  },
} as const satisfies OptionSpecs;

export const adafactor: OptimizerEntry = {
  id: 'adafactor',
  version: 1,
  label: 'Adafactor',
  help: 'Nearly no memory of its own: a matrix keeps one number a row and one a column instead of two an element.',
  citation: 'Shazeer and Stern 2018, Adafactor: Adaptive Learning Rates with Sublinear Memory Cost',
  options: adafactorOptions,
  slots: ['rows', 'columns', 'full'],
  slotShape(slot, { shape }) {
    const matrix = shape.length === 2;
    if (slot === 'full') return matrix ? [0] : shape;
    if (!matrix) return [0];
    return slot === 'rows' ? shape.slice(0, 1) : shape.slice(1);
  },
  load: async () => (await import('./update')).adafactorCode,
};
