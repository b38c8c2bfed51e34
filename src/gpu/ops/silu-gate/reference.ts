import { at, type Numbers } from '../../numbers';

const sigmoid = (v: number) => 1 / (1 + Math.exp(-v));

/** silu(gate) * up, silu(g) = g / (1 + exp(-g)), elementwise. */
export function siluGateReference(gate: Numbers, up: Numbers): Numbers {
  return gate.map((g, i) => g * sigmoid(g) * at(up, i));
}

export function siluGateGradientReference(gate: Numbers, up: Numbers, dy: Numbers): { dgate: Numbers; dup: Numbers } {
  return {
    dgate: gate.map((g, i) => at(dy, i) * at(up, i) * sigmoid(g) * (1 + g * (1 - sigmoid(g)))),
    dup: gate.map((g, i) => at(dy, i) * g * sigmoid(g)),
  };
}

/** The left and the right half of each row. */
export function halvesOfRows(rows: Numbers, columns: number): { gate: Numbers; up: Numbers } {
  const side = (right: boolean) => rows.filter((_, i) => i % (2 * columns) >= columns === right);
  return { gate: side(false), up: side(true) };
}

/** As `siluGateGradientReference`, with gate and up side by side in each row of pre [N, 2 I]; `columns` is I. */
export function siluGateRowsGradientReference(pre: Numbers, dy: Numbers, columns: number): Numbers {
  const { gate, up } = halvesOfRows(pre, columns);
  const { dgate, dup } = siluGateGradientReference(gate, up, dy);
  return pre.map((_, i) => {
    const [row, column] = [Math.floor(i / (2 * columns)), i % (2 * columns)];
    return at(column < columns ? dgate : dup, row * columns + (column % columns));
  });
}
