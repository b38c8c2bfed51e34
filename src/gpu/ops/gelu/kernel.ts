import { elementwiseWgsl } from '../../elementwise';

/** Kernels of one text for single elements and fours of them: `Value` is what their bindings hold. */
export interface Wide {
  readonly wide: boolean;
}
const value = ({ wide }: Wide) => `alias Value = ${wide ? 'vec4f' : 'f32'};`;

// tanh is 1 to the last bit beyond 10; some drivers overflow inside tanh for large arguments, hence the clamp.
const INNER = `
const ROOT = 0.7978845608028654;
fn inner(v: Value) -> Value { return tanh(clamp(ROOT * (v + 0.044715 * v * v * v), Value(-10.0), Value(10.0))); }`;

/** `gelu(v)` of a `Value`, an alias of f32 or vec4f that the kernel declares. */
export const GELU = `${INNER}
fn gelu(v: Value) -> Value { return 0.5 * v * (1.0 + inner(v)); }`;

export function geluWgsl(variant: Wide): string {
  return elementwiseWgsl('put_y(i, gelu(get_x(i)));', `${value(variant)}${GELU}`);
}

export function geluGradientWgsl(variant: Wide): string {
  return elementwiseWgsl(
    `let v = get_x(i);
  let t = inner(v);
  put_dx(i, get_dy(i) * (0.5 * (1.0 + t) + 0.5 * v * (1.0 - t * t) * ROOT * (1.0 + 0.134145 * v * v)));`,
    `${value(variant)}${INNER}`,
  );
}
