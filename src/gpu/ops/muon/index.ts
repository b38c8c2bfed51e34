import type { Tensor } from '@tensorflow/tfjs';
import { requireSize } from '../../checks';
import { f32, u32 } from '../../dispatch';
import { pack, split } from '../../flat/pack';
import { at, sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { now, type StepNumber } from '../../step-number';
import { momentaWgsl, moveWgsl, normedWgsl } from './kernel';
import { newtonSchulz } from './newton-schulz';
import { factorTable, type MuonPlan, muonTable, planKey } from './plan';
import { type MuonSettings, momentaReference, moveReference, normedReference } from './reference';

export { type LinearMap, type MuonPlan, muonPlan } from './plan';
export type { MuonSettings } from './reference';

const table = (plan: MuonPlan) => ({ key: `muon ${planKey(plan)}`, make: () => muonTable(plan) });
const perChunk = (plan: MuonPlan) => ({ workgroups: plan.chunks.length, constants: { table: table(plan) } });

interface MomentaAttrs {
  readonly plan: MuonPlan;
  readonly memory: number;
  readonly nesterov: boolean;
}
const momenta = defineKernel<'gradient' | 'momentum' | 'gradientScale', MomentaAttrs, { nesterov: boolean }>({
  name: 'LoamMuonMomenta',
  inputs: ['gradient', 'momentum', 'gradientScale'],
  inPlace: ['momentum'],
  outputs: (_, { plan }) => ({ directions: [plan.groups.size], squares: [plan.chunks.length] }),
  reference: ({ gradient, momentum, gradientScale }, _, { plan, memory, nesterov }) =>
    momentaReference(gradient, momentum, at(gradientScale, 0), plan, { momentum: memory, nesterov }),
  launch: (_, { plan, memory, nesterov }) => ({
    ...perChunk(plan),
    variant: { nesterov },
    uniforms: { chunks: u32(plan.chunks.length), kept: f32(memory), rest: f32(1 - memory) },
  }),
  types: () => ({ table: 'i32' }),
  wgsl: momentaWgsl,
});

const normed = defineKernel<'directions' | 'squares', { plan: MuonPlan }, Record<never, never>>({
  name: 'LoamMuonNormed',
  inputs: ['directions', 'squares'],
  inPlace: ['directions'],
  outputs: () => ({}),
  reference: ({ directions, squares }, _, { plan }) => ({ directions: normedReference(directions, squares, plan) }),
  launch: (_, { plan }) => ({ ...perChunk(plan), variant: {}, uniforms: { chunks: u32(plan.chunks.length) } }),
  types: () => ({ table: 'i32' }),
  wgsl: normedWgsl,
});

interface MoveAttrs {
  readonly plan: MuonPlan;
  readonly decayed: ReadonlySet<string>;
  readonly learningRate: StepNumber;
  readonly weightDecay: number;
}
const move = defineKernel<'parameter' | 'orthogonal' | 'gradientScale', MoveAttrs, Record<never, never>>({
  name: 'LoamMuonMove',
  inputs: ['parameter', 'orthogonal', 'gradientScale'],
  inPlace: ['parameter'],
  outputs: () => ({}),
  reference: ({ parameter, orthogonal, gradientScale }, _, { plan, decayed, weightDecay, ...byStep }) => {
    const given = { learningRate: now(byStep.learningRate), weightDecay, scale: at(gradientScale, 0) };
    return { parameter: moveReference(parameter, orthogonal, plan, decayed, given) };
  },
  launch: (_, { plan, decayed, weightDecay, ...byStep }) => {
    const rate = now(byStep.learningRate);
    const { workgroups, constants } = perChunk(plan);
    const key = `muon factors ${planKey(plan)} ${[...decayed].join()}`;
    return {
      workgroups,
      constants: { ...constants, factors: { key, make: () => factorTable(plan, decayed) } },
      variant: {},
      uniforms: { chunks: u32(plan.chunks.length), keep: f32(1 - rate * weightDecay), rate: f32(rate) },
    };
  },
  types: () => ({ table: 'i32' }),
  wgsl: moveWgsl,
});

/**
 * One step of Muon in place (Jordan et al. 2024, Muon: An optimizer for hidden layers in neural networks), on the matrices of `plan` and nothing else: each one's momentum,
 * or with Nesterov its blend with the gradient, is made nearly orthogonal and multiplied by max(1, outputs / inputs)^0.5. Decoupled decay on
 * the parts named in `decayed`. `parameter` and `gradient` are flat of `plan.layout`, `momentum` of `plan.momentum`.
 *
 * Three dispatches and twenty for every size of matrix among them, whatever their number; what is not made of rows times 64 elements
 * besides costs copies when run eagerly. `gradientScale` (a scalar tensor, see `gradientNorm`) multiplies the gradient; below 0 nothing changes.
 * Not differentiable.
 */
export function muon(
  {
    parameter,
    gradient,
    momentum,
    gradientScale,
  }: Readonly<Record<'parameter' | 'gradient' | 'momentum' | 'gradientScale', Tensor>>,
  plan: MuonPlan,
  decayed: ReadonlySet<string>,
  { momentum: memory, nesterov, learningRate, weightDecay }: MuonSettings,
): void {
  if (plan.pieces.length === 0) return;
  requireSize(sizeOf(parameter.shape), plan.layout.size, 'muon', 'the size of the parameters');
  requireSize(sizeOf(gradient.shape), plan.layout.size, 'muon', 'the size of the gradient');
  requireSize(sizeOf(momentum.shape), plan.momentum.size, 'muon', 'the size of the momentum');
  const [directions, squares] = momenta({ gradient, momentum, gradientScale }, { plan, memory, nesterov });
  if (!directions || !squares) throw new Error('momenta have two outputs');
  normed({ directions, squares }, { plan });
  const groups = [...split(directions, plan.groups).values()];
  const results = groups.map(newtonSchulz);
  const orthogonal = pack(results, plan.groups);
  move({ parameter, orthogonal, gradientScale }, { plan, decayed, learningRate, weightDecay });
  for (const one of [directions, squares, orthogonal, ...groups, ...results]) one.dispose();
}
