import { type FlatLayout, flatLayout } from '../../flat/layout';
import { ODD_DECAYED, ODD_PARTS } from '../../flat/testing/odd-parts';
import { type OptimizerCase, pick } from '../../flat/testing/optimizer-case';
import { sgd } from '.';
import { type SgdSettings, sgdReference } from './reference';

export const usual: SgdSettings = { learningRate: 1e-2, momentum: 0.9, nesterov: false, weightDecay: 0.1 };

function sgdCase(
  name: string,
  settings: Partial<SgdSettings> = {},
  given: { layout?: FlatLayout; gradientSize?: number; scale?: number } = {},
): OptimizerCase {
  const { layout = ODD_PARTS, gradientSize = 1, scale = 1 } = given;
  const all = { ...usual, ...settings };
  return {
    name,
    layout,
    slots: { velocity: layout },
    gradientSize,
    scale,
    run: (tensors) =>
      sgd(pick(tensors, 'parameter', 'gradient', 'velocity', 'gradientScale'), layout, ODD_DECAYED, all),
    reference: (values, factor) =>
      sgdReference(pick(values, 'parameter', 'gradient', 'velocity'), factor, all, layout, ODD_DECAYED),
  };
}

export const cases: readonly OptimizerCase[] = [
  sgdCase('parts below, at and over a block'),
  sgdCase('Nesterov', { nesterov: true }),
  sgdCase('no momentum, clipped', { momentum: 0 }, { gradientSize: 10, scale: 0.037 }),
  sgdCase('no decay asked for, one number', { weightDecay: 0 }, { layout: flatLayout([{ name: 'one', shape: [1] }]) }),
  sgdCase('large gradients', {}, { gradientSize: 1e6 }),
  sgdCase('zeros', { nesterov: true }, { gradientSize: 0 }),
];
