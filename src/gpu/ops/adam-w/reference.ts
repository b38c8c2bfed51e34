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

/** New values of parameter and both moments. `scale` multiplies the gradient first. */
export function adamWReference(
  { parameter, gradient, m, v }: Record<'parameter' | 'gradient' | 'm' | 'v', Numbers>,
  scale: number,
  { beta1, beta2, epsilon, weightDecay, ...byStep }: AdamWSettings,
): Record<'parameter' | 'm' | 'v', Numbers> {
  const learningRate = now(byStep.learningRate);
  const step = now(byStep.step);
  const newM = m.map((old, i) => beta1 * old + (1 - beta1) * scale * at(gradient, i));
  const newV = v.map((old, i) => beta2 * old + (1 - beta2) * (scale * at(gradient, i)) ** 2);
  const newParameter = parameter.map((old, i) => {
    const mHat = at(newM, i) / (1 - beta1 ** step);
    const vHat = at(newV, i) / (1 - beta2 ** step);
    return old - learningRate * (mHat / (Math.sqrt(vHat) + epsilon) + weightDecay * old);
  });
  return { parameter: newParameter, m: newM, v: newV };
}
