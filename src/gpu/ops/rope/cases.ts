import { constant, floats, input, type OpCase, type OpInput } from '../../testing/op-case';
import { ropeRows } from '.';
import { ropeRowsReference } from './reference';

interface Settings {
  readonly batch: number;
  readonly heads: number;
  readonly headSize: number;
  readonly offset?: number;
  readonly theta?: number;
}

function ropeCase(name: string, x: OpInput, { offset = 0, theta = 10000, ...rest }: Settings): OpCase {
  return {
    name,
    inputs: { x },
    run: (inputs) => {
      const { batch: batchSize, heads, headSize } = rest;
      return ropeRows(input(inputs, 'x'), { batchSize, heads, headSize, theta, offset, positions: 4096 });
    },
    reference: (values) => ropeRowsReference(input(values, 'x'), x.shape[1] ?? 0, { ...rest, theta, offset, sign: 1 }),
  };
}

export const cases: readonly OpCase[] = [
  ropeCase('one pair', floats([1, 2], 1), { batch: 1, heads: 1, headSize: 2 }),
  ropeCase('B2 T5, 3 of 4 heads of 6', floats([10, 24], 1), { batch: 2, heads: 3, headSize: 6 }),
  ropeCase('B2 T3, 2 of 3 heads of 8', floats([6, 24], 1), { batch: 2, heads: 2, headSize: 8 }),
  ropeCase('B2 T70, 6 of 8 heads of 16', floats([140, 128], 1), { batch: 2, heads: 6, headSize: 16 }),
  ropeCase('one row at position 4000', floats([1, 48], 1), { batch: 1, heads: 2, headSize: 16, offset: 4000 }),
  ropeCase('another theta', floats([9, 8], 1), { batch: 1, heads: 1, headSize: 8, offset: 3, theta: 500000 }),
  ropeCase('zeros', constant([6, 12], 0), { batch: 2, heads: 2, headSize: 4 }),
];
