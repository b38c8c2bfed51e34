import { parseOptions } from '@/base/options';
import { adamW } from '@/gpu/ops/adam-w';
import { muon, muonPlan } from '@/gpu/ops/muon';
import { now } from '@/gpu/step-number';
import type { OptimizerCode } from '../entry';
import { slotOf } from '../slot';
import { muonOptions } from '.';

/** In the authors' `MuonWithAuxAdam`. */
const EPSILON = 1e-10;

export const muonCode: OptimizerCode = {
  update({ specs, layout, parameters, gradient, state, decayed }, { options, learningRate, step, gradientScale }) {
    const { adamwShare, beta1, beta2, ...settings } = parseOptions(muonOptions, options).values;
    const { weightDecay } = settings;
    const [momentum, m, v] = [slotOf(state, 'momentum'), slotOf(state, 'm'), slotOf(state, 'v')];
    const tensors = { parameter: parameters, gradient, gradientScale };
    const linear = specs.flatMap((spec) => (spec.linear ? [[spec.name, spec.linear] as const] : []));
    const plan = muonPlan(layout, momentum.layout, new Map(linear));
    if (plan.pieces.length > 0)
      muon({ ...tensors, momentum: momentum.values }, plan, decayed, { ...settings, learningRate });
    if (m.layout.size === 0) return;
    const share = typeof learningRate === 'number' ? adamwShare * learningRate : () => adamwShare * now(learningRate);
    const adam = { beta1, beta2, epsilon: EPSILON, weightDecay, learningRate: share, step };
    adamW({ ...tensors, m: m.values, v: v.values }, layout, decayed, adam, m.layout);
  },
};
