import { floats, input, type OpCase } from '../../testing/op-case';
import { linear } from '.';
import { linearReference } from './reference';

function linearCase(rows: number, inner: number, columns: number, transposeW: boolean, biased: boolean): OpCase {
  return {
    name: `${rows} x ${inner} to ${columns}${transposeW ? ', W transposed' : ''}${biased ? ', bias' : ''}`,
    inputs: {
      x: floats([rows, inner], 1),
      w: floats(transposeW ? [columns, inner] : [inner, columns], 2),
      ...(biased ? { bias: floats([columns], 3) } : {}),
    },
    run: (inputs) =>
      linear(input(inputs, 'x'), input(inputs, 'w'), {
        transposeW,
        ...(biased ? { bias: input(inputs, 'bias') } : {}),
      }),
    reference: (values) =>
      linearReference(input(values, 'x'), input(values, 'w'), values.bias, { rows, inner, columns, transposeW }),
  };
}

export const cases: readonly OpCase[] = [true, false].flatMap((transposeW) => [
  linearCase(1, 1, 1, transposeW, true),
  linearCase(5, 3, 7, transposeW, true),
  linearCase(6, 4, 5, transposeW, false),
  linearCase(70, 48, 130, transposeW, true),
]);
