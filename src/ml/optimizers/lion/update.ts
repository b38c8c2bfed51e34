import { parseOptions } from '@/base/options';
import { lion } from '@/gpu/ops/lion';
import type { OptimizerCode } from '../entry';
import { slot } from '../slot';
import { lionOptions } from '.';

export const lionCode: OptimizerCode = {
  update({ layout, parameters, gradient, state, decayed }, { options, learningRate, gradientScale }) {
    const settings = parseOptions(lionOptions, options).values;
    const tensors = { parameter: parameters, gradient, m: slot(state, 'm'), gradientScale };
    lion(tensors, layout, decayed, { ...settings, learningRate });
  },
};
