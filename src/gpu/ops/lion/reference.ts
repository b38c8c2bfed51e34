import type { FlatLayout } from '../../flat/layout';
import { at, type Numbers } from '../../numbers';
import { now, type StepNumber } from '../../step-number';

export interface LionSettings {
  readonly learningRate: StepNumber;
  /** Share of the momentum in the direction of a step. */
  readonly beta1: number;
  /** Share of the momentum that stays. */
  readonly beta2: number;
  readonly weightDecay: number;
}

/** New values of parameter and momentum, part by part. `scale` multiplies the gradient first; below 0 nothing changes. */
export function lionReference(
  { parameter, gradient, m }: Record<'parameter' | 'gradient' | 'm', Numbers>,
  scale: number,
  { beta1, beta2, weightDecay, ...byStep }: LionSettings,
  layout: FlatLayout,
  decayed: ReadonlySet<string>,
): Record<'parameter' | 'm', Numbers> {
  const learningRate = now(byStep.learningRate);
  const next = { parameter: parameter.slice(), m: m.slice() };
  if (scale < 0) return next;
  for (const { name, offset, size } of layout.parts) {
    const decay = decayed.has(name) ? weightDecay : 0;
    for (let i = offset; i < offset + size; i++) {
      const g = scale * at(gradient, i);
      const direction = Math.sign(beta1 * at(m, i) + (1 - beta1) * g);
      const old = at(parameter, i);
      next.parameter[i] = old - learningRate * (direction + decay * old);
      next.m[i] = beta2 * at(m, i) + (1 - beta2) * g;
    }
  }
  return next;
}
