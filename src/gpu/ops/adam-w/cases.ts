import type { AdamWSettings } from './reference';

export interface AdamWCase {
  readonly name: string;
  readonly size: number;
  /** Multiplies the normal gradients; 0 for all zeros. */
  readonly gradientSize: number;
  /** Present: clipping by this factor. */
  readonly scale?: number;
  readonly settings: Omit<AdamWSettings, 'step'>;
}

const usual = { learningRate: 1e-2, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1 };

export const cases: readonly AdamWCase[] = [
  { name: '1', size: 1, gradientSize: 1, settings: usual },
  { name: '131, no multiple of the workgroup', size: 131, gradientSize: 1, settings: usual },
  { name: '512, clipped', size: 512, gradientSize: 10, scale: 0.037, settings: usual },
  { name: 'no decay', size: 10, gradientSize: 1, settings: { ...usual, weightDecay: 0 } },
  { name: 'large gradients', size: 10, gradientSize: 1e6, settings: usual },
  { name: 'zeros', size: 5, gradientSize: 0, settings: usual },
];
