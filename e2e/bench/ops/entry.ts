import type { Tensor } from '@tensorflow/tfjs';
import type { OpInput } from '@/gpu/testing/op-case';

/** What a pass costs at the least: arithmetic for those that calculate, traffic for those that only pass over their data. */
export type Cost = { readonly flops: number } | { readonly bytes: number };
export type Tensors = Readonly<Record<string, Tensor>>;
export type Results = Tensor | readonly Tensor[];

/** One op at one shape: what it is fed, what it costs, and how ours and tfjs's own ops do it. */
export interface OpBench {
  /** Of `src/gpu/ops/`. */
  readonly folder: string;
  readonly name: string;
  readonly shape: string;
  inputs(): Readonly<Record<string, OpInput>>;
  /** Inputs that the gradient is taken of; none where there is no gradient. */
  readonly parameters?: readonly string[];
  readonly forward: Cost;
  /** Forward and gradients together: there when there are `parameters`. */
  readonly both?: Cost;
  ours(inputs: Tensors): Results;
  /** Inputs that ours changes in place, giving nothing else; tfjs's way gives their new values in this order. */
  readonly changes?: readonly string[];
  /** Missing where tfjs has nothing that does the same. */
  stock?(inputs: Tensors): Results;
  /** Where tfjs's way wants its inputs, and gives its results, in another order or in pieces: both changed outside of what is timed. */
  stockInputs?(inputs: Tensors): Tensors;
  asOurs?(results: readonly Tensor[]): readonly Tensor[];
  /** Each draws random numbers of its own: nothing to compare. */
  readonly random?: boolean;
}

export function list(results: Results): readonly Tensor[] {
  return Array.isArray(results) ? results : [results as Tensor]; // isArray does not narrow what may not be changed
}
