import { parseOptions } from '@/base/options';
import { adamW } from '@/gpu/ops/adam-w';
import type { OptimizerCode } from '../entry';
import { adamwOptions } from '.';

export const adamwCode: OptimizerCode = {
  update(updates, { options, learningRate, step, gradientScale }) {
    const { beta1, beta2, epsilon, weightDecay } = parseOptions(adamwOptions, options).values;
    for (const { parameter, gradient, state, decay } of updates) {
      const [m, v] = state;
      if (!m || !v) throw new Error('AdamW keeps two states per parameter');
      adamW(
        { parameter, gradient, m, v },
        {
          learningRate,
          beta1,
          beta2,
          epsilon,
          weightDecay: decay ? weightDecay : 0,
          step,
          ...(gradientScale ? { gradientScale } : {}),
        },
      );
    }
  },
};
