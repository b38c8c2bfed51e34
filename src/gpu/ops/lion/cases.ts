import { type FlatLayout, flatLayout } from '../../flat/layout';
import { ODD_DECAYED, ODD_PARTS } from '../../flat/testing/odd-parts';
import { type OptimizerCase, pick } from '../../flat/testing/optimizer-case';
import { lion } from '.';
import { type LionSettings, lionReference } from './reference';

export const usual: LionSettings = { learningRate: 1e-2, beta1: 0.9, beta2: 0.99, weightDecay: 1 };

function lionCase(
  name: string,
  settings: Partial<LionSettings> = {},
  given: { layout?: FlatLayout; gradientSize?: number; scale?: number } = {},
): OptimizerCase {
  const { layout = ODD_PARTS, gradientSize = 1, scale = 1 } = given;
  const all = { ...usual, ...settings };
  return {
    name,
    layout,
    slots: { m: layout },
    gradientSize,
    scale,
    run: (tensors) => lion(pick(tensors, 'parameter', 'gradient', 'm', 'gradientScale'), layout, ODD_DECAYED, all),
    reference: (values, factor) =>
      lionReference(pick(values, 'parameter', 'gradient', 'm'), factor, all, layout, ODD_DECAYED),
  };
}

export const cases: readonly OptimizerCase[] = [
  lionCase('parts below, at and over a block'),
  lionCase('clipped', {}, { gradientSize: 10, scale: 0.037 }),
  lionCase('no decay asked for, one number', { weightDecay: 0 }, { layout: flatLayout([{ name: 'one', shape: [1] }]) }),
  lionCase('large gradients', {}, { gradientSize: 1e6 }),
  lionCase('zeros move nothing but by decay', {}, { gradientSize: 0 }),
];
