import { constant, floats, input, type OpCase } from '../../testing/op-case';
import { linear, linearGelu, linearSiluGate } from '.';
import { linearGeluReference, linearReference, linearSiluGateReference } from './reference';

interface Sizes {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}
interface Kind {
  readonly transposeW: boolean;
  readonly bias?: boolean;
  readonly residual?: boolean;
}

const name = ({ rows, inner, columns }: Sizes, { transposeW, bias, residual }: Kind) =>
  `${rows} x ${inner} to ${columns}${transposeW ? ', W transposed' : ''}${bias ? ', bias' : ''}${residual ? ', residual' : ''}`;

function inputsOf({ rows, inner, columns }: Sizes, { transposeW, bias, residual }: Kind) {
  return {
    x: floats([rows, inner], 1),
    // As weights are: a sum of `inner` products has the scale of one.
    w: floats(transposeW ? [columns, inner] : [inner, columns], 2, inner ** -0.5),
    ...(bias ? { bias: floats([columns], 3) } : {}),
    ...(residual ? { residual: floats([rows, columns], 4) } : {}),
  };
}

function linearCase(sizes: Sizes, kind: Kind): OpCase {
  return {
    name: name(sizes, kind),
    inputs: inputsOf(sizes, kind),
    run: ({ bias, residual, ...inputs }) =>
      linear(input(inputs, 'x'), input(inputs, 'w'), { transposeW: kind.transposeW, bias, residual }),
    reference: ({ bias, residual, ...values }) =>
      linearReference(input(values, 'x'), input(values, 'w'), bias, { ...sizes, ...kind }, residual),
  };
}

function geluCase(sizes: Sizes, kind: Kind): OpCase {
  return {
    name: name(sizes, kind),
    inputs: inputsOf(sizes, kind),
    run: ({ bias, ...inputs }) =>
      linearGelu(input(inputs, 'x'), input(inputs, 'w'), { transposeW: kind.transposeW, bias }),
    reference: (values) =>
      linearGeluReference(input(values, 'x'), input(values, 'w'), values.bias, { ...sizes, ...kind }).y,
  };
}

/** `columns` is 2 I. */
function siluGateCase(sizes: Sizes, zero = false): OpCase {
  const kind = { transposeW: true };
  const { x, w } = inputsOf(sizes, kind);
  return {
    name: `${name(sizes, kind)}${zero ? ', zeros' : ''}`,
    inputs: { x, w: zero ? constant(w.shape, 0) : w },
    run: (inputs) => linearSiluGate(input(inputs, 'x'), input(inputs, 'w')),
    reference: (values) => linearSiluGateReference(input(values, 'x'), input(values, 'w'), { ...sizes, ...kind }).y,
  };
}

const ONE = { rows: 1, inner: 1, columns: 1 };
const ODD = { rows: 5, inner: 3, columns: 7 };
/** Multiples of 4, of no block. */
const FOURS = { rows: 20, inner: 36, columns: 12 };
const WIDE = { rows: 70, inner: 48, columns: 134 };

export const linearCases: readonly OpCase[] = [true, false].flatMap((transposeW) => [
  linearCase(ONE, { transposeW, bias: true, residual: true }),
  linearCase(ODD, { transposeW, bias: true, residual: true }),
  linearCase(FOURS, { transposeW, residual: true }),
  linearCase({ rows: 6, inner: 4, columns: 5 }, { transposeW }),
  linearCase(FOURS, { transposeW, bias: true }),
  linearCase(WIDE, { transposeW, bias: true }),
]);

export const linearGeluCases: readonly OpCase[] = [true, false].flatMap((transposeW) => [
  geluCase(ONE, { transposeW, bias: true }),
  geluCase(ODD, { transposeW, bias: true }),
  geluCase(FOURS, { transposeW, bias: true }),
  geluCase({ rows: 6, inner: 4, columns: 5 }, { transposeW }),
  geluCase(WIDE, { transposeW, bias: true }),
]);

export const linearSiluGateCases: readonly OpCase[] = [
  siluGateCase({ rows: 1, inner: 1, columns: 2 }),
  siluGateCase({ rows: 5, inner: 3, columns: 6 }),
  siluGateCase({ rows: 20, inner: 36, columns: 24 }),
  siluGateCase({ rows: 70, inner: 48, columns: 134 }),
  siluGateCase({ rows: 3, inner: 8, columns: 16 }, true),
];
