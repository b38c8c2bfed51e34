import { type FlatLayout, flatLayout } from '../../flat/layout';
import { ODD_DECAYED, ODD_PARTS } from '../../flat/testing/odd-parts';
import { type OptimizerCase, pick } from '../../flat/testing/optimizer-case';
import { adamW } from '.';
import { type AdamWSettings, adamWReference } from './reference';

type Settings = Omit<AdamWSettings, 'step'>;
export const usual: Settings = { learningRate: 1e-2, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1 };

function adamWCase(
  name: string,
  {
    layout = ODD_PARTS,
    decayed = ODD_DECAYED,
    gradientSize = 1,
    scale = 1,
    settings = usual,
    moments = layout,
  }: {
    layout?: FlatLayout;
    decayed?: ReadonlySet<string>;
    gradientSize?: number;
    scale?: number;
    settings?: Settings;
    moments?: FlatLayout;
  } = {},
): OptimizerCase {
  return {
    name,
    layout,
    slots: { m: moments, v: moments },
    gradientSize,
    scale,
    run: (tensors, step) => {
      const given = pick(tensors, 'parameter', 'gradient', 'm', 'v', 'gradientScale');
      adamW(given, layout, decayed, { ...settings, step }, moments);
    },
    reference: (values, scale, step) => {
      const given = pick(values, 'parameter', 'gradient', 'm', 'v');
      return adamWReference(given, scale, { ...settings, step }, layout, decayed, moments);
    },
  };
}

/** Moments for some parts only. */
const some = flatLayout(
  ODD_PARTS.parts.map(({ name, shape }) => ({ name, shape: ['one', 'block', 'odd'].includes(name) ? [0] : shape })),
);

export const cases: readonly OptimizerCase[] = [
  adamWCase('parts below, at and over a block'),
  adamWCase('one number', { layout: flatLayout([{ name: 'one', shape: [1] }]) }),
  adamWCase('nothing decayed, clipped', { decayed: new Set(), gradientSize: 10, scale: 0.037 }),
  adamWCase('no decay asked for', { settings: { ...usual, weightDecay: 0 } }),
  adamWCase('large gradients', { gradientSize: 1e6 }),
  adamWCase('moments for some parts only', { moments: some }),
  adamWCase('zeros', { gradientSize: 0 }),
];
