import type { FlatLayout } from '../../flat/layout';
import { at, type Numbers } from '../../numbers';
import { now, type StepNumber } from '../../step-number';

export interface AdamWSettings {
  readonly learningRate: StepNumber;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** This update's number, from 1: the exponent of the bias corrections. */
  readonly step: StepNumber;
}

/** New values of parameter and both moments, part by part; parts without moments stay. `scale` multiplies the gradient first; below 0 nothing changes. */
export function adamWReference(
  { parameter, gradient, m, v }: Record<'parameter' | 'gradient' | 'm' | 'v', Numbers>,
  scale: number,
  { beta1, beta2, epsilon, weightDecay, ...byStep }: AdamWSettings,
  layout: FlatLayout,
  decayed: ReadonlySet<string>,
  moments = layout,
): Record<'parameter' | 'm' | 'v', Numbers> {
  const learningRate = now(byStep.learningRate);
  const step = now(byStep.step);
  const next = { parameter: parameter.slice(), m: m.slice(), v: v.slice() };
  if (scale < 0) return next;
  layout.parts.forEach(({ name, offset }, p) => {
    const decay = decayed.has(name) ? weightDecay : 0;
    const { offset: start = 0, size = 0 } = moments.parts[p] ?? {};
    for (let k = 0; k < size; k++) {
      const [i, j] = [offset + k, start + k];
      const g = scale * at(gradient, i);
      next.m[j] = beta1 * at(m, j) + (1 - beta1) * g;
      next.v[j] = beta2 * at(v, j) + (1 - beta2) * g * g;
      const mHat = at(next.m, j) / (1 - beta1 ** step);
      const vHat = at(next.v, j) / (1 - beta2 ** step);
      const old = at(parameter, i);
      next.parameter[i] = old - learningRate * (mHat / (Math.sqrt(vHat) + epsilon) + decay * old);
    }
  });
  return next;
}
