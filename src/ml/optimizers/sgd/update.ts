import { parseOptions } from '@/base/options';
import { sgd } from '@/gpu/ops/sgd';
import type { OptimizerCode } from '../entry';
import { slot } from '../slot';
import { sgdOptions } from '.';

export const sgdCode: OptimizerCode = {
  update({ layout, parameters, gradient, state, decayed }, { options, learningRate, gradientScale }) {
    const settings = parseOptions(sgdOptions, options).values;
    const tensors = { parameter: parameters, gradient, velocity: slot(state, 'momentum'), gradientScale };
    sgd(tensors, layout, decayed, { ...settings, learningRate });
  },
};
