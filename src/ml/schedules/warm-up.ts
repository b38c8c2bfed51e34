import type { NumberSpec, OptionSpecs } from '@/base/options';

export const warmUp = {
  type: 'number',
  label: 'Warm-up',
  help: 'Share of the steps over which the learning rate rises from zero.',
  citation: 'Goyal et al. 2017, section 2.2',
  default: 0.05,
  min: 0,
  max: 0.9,
} as const satisfies NumberSpec;

export const floor = {
  type: 'number',
  label: 'Final rate',
  help: 'Where the learning rate ends, as a share of its peak.',
  citation: 'Hoffmann et al. 2022: a tenth',
  default: 0.1,
  min: 0,
  max: 1,
  advanced: true,
} as const satisfies NumberSpec;

export const decayOptions = { warmUp, floor } as const satisfies OptionSpecs;

/**
 * Splits a run into warm-up and the rest.
 * @returns the factor while warming up (step / warm-up steps, reaching 1), or how far the rest has come: 0 at the first step after the
 * warm-up, 1 at the last
 */
export function warmedUp(share: number, step: number, steps: number): { rising: number } | { progress: number } {
  const warmSteps = Math.floor(share * steps);
  if (step <= warmSteps) return { rising: step / warmSteps };
  const rest = steps - warmSteps;
  return { progress: rest <= 1 ? 1 : Math.min(1, (step - warmSteps - 1) / (rest - 1)) };
}
