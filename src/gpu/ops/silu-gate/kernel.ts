import { elementwiseWgsl } from '../../elementwise';
import type { WideVariant } from '../../flat/elementwise';

// exp(80) is finite in float32, and the sigmoid is then below 2e-35: clamping there changes nothing and cannot overflow.
/** `sigmoid(v)` of a `Value`, an alias of f32 or vec4f that the kernel declares. */
export const SIGMOID = `
fn sigmoid(v: Value) -> Value { return 1.0 / (1.0 + exp(-clamp(v, Value(-80.0), Value(80.0)))); }`;
const functions = ({ wide }: WideVariant) => `alias Value = ${wide ? 'vec4f' : 'f32'};${SIGMOID}`;

export function siluGateWgsl(variant: WideVariant): string {
  return elementwiseWgsl('let g = get_gate(i); put_y(i, g * sigmoid(g) * get_up(i));', functions(variant));
}

export function siluGateGradientWgsl(variant: WideVariant): string {
  return elementwiseWgsl(
    `let g = get_gate(i);
  let s = sigmoid(g);
  put_dgate(i, get_dy(i) * get_up(i) * s * (1.0 + g * (1.0 - s)));
  put_dup(i, get_dy(i) * g * s);`,
    functions(variant),
  );
}

/** The same with gate and up side by side in a row of `pre`; `u.columns` is the length of one of them, counted as the bindings are. */
export function siluGateRowsGradientWgsl(variant: WideVariant): string {
  return elementwiseWgsl(
    `let at = i / u.columns * 2u * u.columns + i % u.columns;
  let g = get_pre(at);
  let s = sigmoid(g);
  put_dpre(at, get_dy(i) * get_pre(at + u.columns) * s * (1.0 + g * (1.0 - s)));
  put_dpre(at + u.columns, get_dy(i) * g * s);`,
    functions(variant),
  );
}
