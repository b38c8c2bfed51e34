import type { Tensor } from '@tensorflow/tfjs';
import type { OpInput } from '@/gpu/testing/op-case';

/** What a pass costs at the least: arithmetic for those that calculate, traffic for those that only pass over their data. */
export type Cost = { readonly flops: number } | { readonly bytes: number };
export type Tensors = Readonly<Record<string, Tensor>>;

/** One op at one shape: what it is fed, what it costs, and how ours and tfjs's own ops do it. */
export interface OpBench {
  readonly name: string;
  readonly shape: string;
  readonly inputs: Readonly<Record<string, OpInput>>;
  /** Inputs that the gradient is taken of. */
  readonly parameters: readonly string[];
  readonly forward: Cost;
  /** Forward and gradients together. */
  readonly both: Cost;
  ours(inputs: Tensors): Tensor;
  /** Missing where tfjs has nothing that does the same. */
  stock?(inputs: Tensors): Tensor;
  /** Where tfjs's way wants its parameters and gives its result in another order of dimensions: both turned, outside of what is timed. */
  readonly turned?: { to(parameter: Tensor): Tensor; back(result: Tensor): Tensor };
}
