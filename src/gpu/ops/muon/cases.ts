import { flatLayout } from '../../flat/layout';
import { type OptimizerCase, pick } from '../../flat/testing/optimizer-case';
import { type LinearMap, muon, muonPlan } from '.';
import { paperStep } from './paper';
import type { MuonSettings } from './reference';

export const usual: MuonSettings = { learningRate: 2e-2, momentum: 0.95, nesterov: true, weightDecay: 0.1 };

export type Maps = Readonly<Record<string, { readonly shape: readonly number[]; readonly linear?: LinearMap }>>;

/** Layouts and plan of parameters, of which those with `linear` are Muon's. */
export function planOf(maps: Maps) {
  const all = Object.entries(maps).map(([name, { shape, linear }]) => ({ name, shape, linear }));
  const layout = flatLayout(all);
  const momentum = flatLayout(all.map(({ name, shape, linear }) => ({ name, shape: linear ? shape : [0] })));
  const linear = new Map(all.flatMap((one) => (one.linear ? [[one.name, one.linear] as const] : [])));
  return muonPlan(layout, momentum, linear);
}

const rows = (...shape: readonly number[]) => ({ shape, linear: { outputs: 'rows' } as const });
const columns = (...shape: readonly number[]) => ({ shape, linear: { outputs: 'columns' } as const });
const ODD: Maps = {
  bias: { shape: [7] },
  wide: columns(5, 13),
  tall: rows(13, 5),
  table: { shape: [9, 5] },
  one: rows(1, 1),
  // More than one chunk.
  large: rows(4, 1030),
  joined: { shape: [12, 5], linear: { outputs: 'rows', pieces: [5, 5, 2] } },
  'side by side': { shape: [5, 15], linear: { outputs: 'columns', pieces: [5, 5, 5] } },
};
const FOURS: Maps = {
  first: rows(8, 8),
  second: columns(8, 8),
  expand: rows(32, 8),
  shrink: rows(8, 32),
  norm: { shape: [8] },
};

function muonCase(
  name: string,
  maps: Maps,
  settings: Partial<MuonSettings> = {},
  { gradientSize = 1, scale = 1 } = {},
): OptimizerCase {
  const plan = planOf(maps);
  const all = { ...usual, ...settings };
  const decayed = new Set(['wide', 'large', 'joined', 'first', 'expand']);
  return {
    name,
    layout: plan.layout,
    slots: { momentum: plan.momentum },
    gradientSize,
    scale,
    run: (tensors) => muon(pick(tensors, 'parameter', 'gradient', 'momentum', 'gradientScale'), plan, decayed, all),
    reference: (values, factor) => {
      const { parameter, gradient, momentum } = pick(values, 'parameter', 'gradient', 'momentum');
      return paperStep({ parameter, gradient, momentum }, factor, { ...plan, maps }, decayed, all);
    },
  };
}

export const cases: readonly OptimizerCase[] = [
  muonCase('odd matrices, joined ones, and what is none', ODD),
  muonCase('rows of fours', FOURS),
  muonCase('without Nesterov, clipped', FOURS, { nesterov: false }, { gradientSize: 10, scale: 0.037 }),
  muonCase('large gradients', FOURS, {}, { gradientSize: 1e6 }),
  muonCase('zeros move nothing but by decay', FOURS, {}, { gradientSize: 0 }),
];
