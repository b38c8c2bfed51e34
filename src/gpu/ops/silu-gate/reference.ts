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
