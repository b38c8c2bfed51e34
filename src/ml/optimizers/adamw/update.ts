import { parseOptions } from '@/base/options';
import { adamW } from '@/gpu/ops/adam-w';
import type { OptimizerCode } from '../entry';
import { slot } from '../slot';
import { adamwOptions } from '.';

export const adamwCode: OptimizerCode = {
  update({ layout, parameters, gradient, state, decayed }, { options, learningRate, step, gradientScale }) {
    const settings = parseOptions(adamwOptions, options).values;
    const tensors = { parameter: parameters, gradient, m: slot(state, 'm'), v: slot(state, 'v'), gradientScale };
    adamW(tensors, layout, decayed, { ...settings, learningRate, step });
  },
};
