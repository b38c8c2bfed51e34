import { constant, floats, type OpInput } from '../../testing/op-case';

export interface NormCase {
  readonly name: string;
  readonly tensors: readonly OpInput[];
}

export const cases: readonly NormCase[] = [
  { name: 'one number', tensors: [floats([1], 1)] },
  { name: 'odd shapes', tensors: [floats([3, 5], 1), floats([7], 2), floats([2, 3, 131], 3)] },
  { name: '17 tensors', tensors: Array.from({ length: 17 }, (_, i) => floats([i + 1, 64], i)) },
  { name: 'longer than one sweep of the workgroups', tensors: [floats([5000], 1), floats([9001], 2, 10)] },
  { name: 'zeros', tensors: [constant([4, 4], 0), constant([3], 0)] },
];
