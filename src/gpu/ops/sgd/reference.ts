import type { FlatLayout } from '../../flat/layout';
import { at, type Numbers } from '../../numbers';
import { now, type StepNumber } from '../../step-number';

export interface SgdSettings {
  readonly learningRate: StepNumber;
  /** Share of the velocity that stays, 0 to 1. */
  readonly momentum: number;
  /** Look ahead: move by the gradient and the new velocity's share instead of by the new velocity. */
  readonly nesterov: boolean;
  readonly weightDecay: number;
}

/** New values of parameter and velocity, part by part. `scale` multiplies the gradient first; below 0 nothing changes. */
export function sgdReference(
  { parameter, gradient, velocity }: Record<'parameter' | 'gradient' | 'velocity', Numbers>,
  scale: number,
  { momentum, nesterov, weightDecay, ...byStep }: SgdSettings,
  layout: FlatLayout,
  decayed: ReadonlySet<string>,
): Record<'parameter' | 'velocity', Numbers> {
  const learningRate = now(byStep.learningRate);
  const next = { parameter: parameter.slice(), velocity: velocity.slice() };
  if (scale < 0) return next;
  for (const { name, offset, size } of layout.parts) {
    const decay = decayed.has(name) ? weightDecay : 0;
    for (let i = offset; i < offset + size; i++) {
      const g = scale * at(gradient, i);
      const v = momentum * at(velocity, i) + g;
      next.velocity[i] = v;
      const old = at(parameter, i);
      next.parameter[i] = old - learningRate * ((nesterov ? g + momentum * v : v) + decay * old);
    }
  }
  return next;
}
