import { elementwiseWgsl } from '../../elementwise';

// exp(80) is finite in float32, and the sigmoid is then below 2e-35: clamping there changes nothing and cannot overflow.
const SIGMOID = 'fn sigmoid(v: f32) -> f32 { return 1.0 / (1.0 + exp(-clamp(v, -80.0, 80.0))); }';

export function siluGateWgsl(): string {
  return elementwiseWgsl('let g = gate[i]; y[i] = g * sigmoid(g) * up[i];', SIGMOID);
}

export function siluGateGradientWgsl(): string {
  return elementwiseWgsl(
    `let g = gate[i];
  let s = sigmoid(g);
  dgate[i] = dy[i] * up[i] * s * (1.0 + g * (1.0 - s));
  dup[i] = dy[i] * g * s;`,
    SIGMOID,
  );
}
