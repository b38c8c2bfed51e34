import * as tf from '@tensorflow/tfjs';
import { constant, floats, ids, input, type OpCase, type OpInput } from '../../testing/op-case';
import { embedding, embedPositions, type SortedIds, sortIds, tiedEmbedding } from '.';
import { embeddingReference, positionIds } from './reference';

function order(table: OpInput, tokens: OpInput): () => SortedIds {
  const { order, starts } = sortIds(Int32Array.from(tokens.values), table.shape[0] ?? 0);
  return () => ({ order: tf.tensor1d(order, 'int32'), starts: tf.tensor1d(starts, 'int32') });
}

function embeddingCase(name: string, table: OpInput, tokens: OpInput, sorted: boolean): OpCase {
  const [, columns = 0] = table.shape;
  const ordered = order(table, tokens);
  return {
    name: `${name}${sorted ? ', sorted' : ''}`,
    inputs: { table, tokens },
    run: (inputs) => embedding(input(inputs, 'table'), input(inputs, 'tokens'), sorted ? ordered() : undefined),
    reference: (values) => embeddingReference(input(values, 'table'), input(values, 'tokens'), columns),
  };
}

interface Sizes {
  readonly batchSize: number;
  readonly time: number;
  readonly offset: number;
}

function placedCase(name: string, table: OpInput, rows: number, { batchSize, time, offset }: Sizes, sorted: boolean) {
  const [vocabulary = 0, columns = 0] = table.shape;
  const tokens = ids(batchSize * time, vocabulary, 3);
  const ordered = order(table, tokens);
  const one: OpCase = {
    name: `positions, ${name}${sorted ? ', sorted' : ''}`,
    inputs: { table, positions: floats([rows, columns], 5), tokens },
    run: (inputs) =>
      embedPositions(
        input(inputs, 'table'),
        input(inputs, 'positions'),
        input(inputs, 'tokens'),
        sorted ? ordered() : undefined,
        // A function, as a recorded step gives it.
        { batchSize, time, offset: () => offset },
      ),
    reference: (values) => {
      const places = positionIds(batchSize * time, time, offset);
      const added = embeddingReference(input(values, 'positions'), places, columns);
      return embeddingReference(input(values, 'table'), input(values, 'tokens'), columns).map(
        (value, i) => value + (added[i] ?? Number.NaN),
      );
    },
  };
  return one;
}

/** Rows above the negated table: it is used twice, as by a tied output projection. */
function tiedCase(name: string, table: OpInput, sizes: Sizes | undefined, sorted: boolean): OpCase {
  const place = sizes ?? { batchSize: 5, time: 1, offset: 0 };
  const plain = placedCase('', table, 6, place, sorted);
  const [vocabulary = 0, columns = 0] = table.shape;
  const ordered = order(table, input(plain.inputs, 'tokens'));
  const { positions, ...without } = plain.inputs;
  return {
    name: `tied, ${name}${sorted ? ', sorted' : ''}`,
    inputs: sizes ? plain.inputs : without,
    run: (inputs) => {
      const { rows, table } = tiedEmbedding(
        input(inputs, 'table'),
        input(inputs, 'tokens'),
        sorted ? ordered() : undefined,
        sizes && { ...sizes, positions: input(inputs, 'positions') },
      );
      return tf.concat([rows, table.neg()]);
    },
    reference: (values) => {
      const table = input(values, 'table');
      const rows = sizes ? plain.reference(values) : embeddingReference(table, input(values, 'tokens'), columns);
      return Float64Array.from([...rows, ...table.subarray(0, vocabulary * columns).map((value) => -value)]);
    },
  };
}

const same: OpInput = { shape: [40], values: new Int32Array(40).fill(2) };
const outside: OpInput = { shape: [4], values: Int32Array.of(3, -1, 5, 0) };

export const cases: readonly OpCase[] = [true, false].flatMap((sorted) => [
  embeddingCase('1 x 1, 1 token', floats([1, 1], 1), ids(1, 1, 2), sorted),
  placedCase('7 x 5, 2 of 6', floats([7, 5], 1), 9, { batchSize: 2, time: 6, offset: 0 }, sorted),
  placedCase('3 x 8, 3 of 4 from 2', floats([3, 8], 1), 9, { batchSize: 3, time: 4, offset: 2 }, sorted),
  tiedCase('4 x 8', floats([4, 8], 1), undefined, sorted),
  tiedCase('with positions', floats([4, 3], 1), { batchSize: 2, time: 3, offset: 1 }, sorted),
  embeddingCase('7 x 5, 11 tokens', floats([7, 5], 1), ids(11, 7, 2), sorted),
  embeddingCase('one id only', floats([4, 3], 1), same, sorted),
  embeddingCase('ids outside the table', floats([5, 4], 1), outside, sorted),
  embeddingCase('zeros', constant([3, 4], 0), ids(5, 3, 2), sorted),
  { ...embeddingCase('5 x 140, 40 tokens, more than a tile', floats([5, 140], 1), ids(40, 5, 2), sorted), once: true },
]);

/** Of a table of halves: how generation takes the last row of each sequence. */
export const halfCases: readonly OpCase[] = [4, 5].map((columns) =>
  embeddingCase(`9 x ${columns}`, floats([9, columns], 1), ids(20, 9, 2), false),
);
