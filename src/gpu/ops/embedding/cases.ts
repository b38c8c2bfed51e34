import * as tf from '@tensorflow/tfjs';
import { constant, floats, ids, input, type OpCase, type OpInput } from '../../testing/op-case';
import { embedding, sortIds } from '.';
import { embeddingReference } from './reference';

function embeddingCase(name: string, table: OpInput, tokens: OpInput, sorted: boolean): OpCase {
  const [rows = 0, columns = 0] = table.shape;
  const order = sortIds(Int32Array.from(tokens.values), rows);
  return {
    name: `${name}${sorted ? ', sorted' : ''}`,
    inputs: { table, tokens },
    run: (inputs) =>
      embedding(
        input(inputs, 'table'),
        input(inputs, 'tokens'),
        sorted ? { order: tf.tensor1d(order.order, 'int32'), starts: tf.tensor1d(order.starts, 'int32') } : undefined,
      ),
    reference: (values) => embeddingReference(input(values, 'table'), input(values, 'tokens'), columns),
  };
}

const same: OpInput = { shape: [40], values: new Int32Array(40).fill(2) };

export const cases: readonly OpCase[] = [true, false].flatMap((sorted) => [
  embeddingCase('1 x 1, 1 token', floats([1, 1], 1), ids(1, 1, 2), sorted),
  embeddingCase('7 x 5, 11 tokens', floats([7, 5], 1), ids(11, 7, 2), sorted),
  embeddingCase('100 x 48, 300 tokens', floats([100, 48], 1), ids(300, 100, 2), sorted),
  embeddingCase('one id only', floats([4, 3], 1), same, sorted),
  embeddingCase('zeros', constant([3, 4], 0), ids(5, 3, 2), sorted),
]);
