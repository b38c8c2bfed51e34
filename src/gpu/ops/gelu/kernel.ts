import { elementwiseWgsl } from '../../elementwise';

// tanh is 1 to the last bit beyond 10; some drivers overflow inside tanh for large arguments, hence the clamp.
const INNER = `
const ROOT = 0.7978845608028654;
fn inner(v: f32) -> f32 { return tanh(clamp(ROOT * (v + 0.044715 * v * v * v), -10.0, 10.0)); }`;

export function geluWgsl(): string {
  return elementwiseWgsl('let v = x[i]; y[i] = 0.5 * v * (1.0 + inner(v));', INNER);
}

export function geluGradientWgsl(): string {
  return elementwiseWgsl(
    `let v = x[i];
  let t = inner(v);
  dx[i] = dy[i] * (0.5 * (1.0 + t) + 0.5 * v * (1.0 - t * t) * ROOT * (1.0 + 0.134145 * v * v));`,
    INNER,
  );
}
