import { at, type Numbers } from '../../numbers';

const ROOT = Math.sqrt(2 / Math.PI);

/** 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))), elementwise. */
export function geluReference(x: Numbers): Numbers {
  return x.map((v) => 0.5 * v * (1 + Math.tanh(ROOT * (v + 0.044715 * v ** 3))));
}

/** dy times the derivative at x. */
export function geluGradientReference(x: Numbers, dy: Numbers): Numbers {
  return x.map((v, i) => {
    const t = Math.tanh(ROOT * (v + 0.044715 * v ** 3));
    return at(dy, i) * (0.5 * (1 + t) + 0.5 * v * (1 - t * t) * ROOT * (1 + 3 * 0.044715 * v * v));
  });
}
