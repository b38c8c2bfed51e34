import { GELU } from '../gelu/kernel';
import { SIGMOID } from '../silu-gate/kernel';
import type { Product } from './product';

/**
 * What becomes of a sum: `finish(z, row, col, sum)` writes four neighbours of C, of which the first exists; `z` is the product, or product and
 * slice. Of a gated product `finish(z, row, col, gate, up)`. `finishSums(z, at, length, value)` writes four neighbours of the other sums.
 * tanh and exp are computed here, once an element.
 */
export function finishWgsl(product: Product): string {
  const { wideC, activation, sums } = product;
  const type = wideC ? 'vec4f' : 'f32';
  const gated = activation === 'gate';
  const parameters = gated ? `gate: ${type}, up: ${type}` : `sum: ${type}`;
  const quads = gated ? 'gate: vec4f, up: vec4f' : 'sum: vec4f';
  const one = gated ? 'gate[i], up[i]' : 'sum[i]';
  const all = gated ? 'gate, up' : 'sum';
  // `at` counts elements of a row of C, or fours of them.
  return `
alias Value = ${type};
${activation === 'gelu' ? GELU : ''}${gated ? SIGMOID : ''}
fn finishAt(row: u32, at: u32, columns: u32, ${parameters}) {
${gated ? GATED : single(product)}
}
fn finish(z: u32, row: u32, col: u32, ${quads}) {
${
  wideC
    ? `  finishAt(z * u.m + row, col / 4u, u.n / 4u, ${all});`
    : `  for (var i = 0u; i < 4u && col + i < u.n; i++) { finishAt(z * u.m + row, col + i, u.n, ${one}); }`
}
}
${sums === 'none' ? '' : sumsWgsl(sums === 'a' ? product.wideA : product.wideB)}`;
}

function single({ bias, residual, activation }: Product): string {
  return `  let i = row * columns + at;
  var value = sum;
${bias ? '  value += get_bias(at);\n' : ''}${residual ? '  value += get_residual(i);\n' : ''}${
  activation === 'gelu' ? '  put_pre(i, value);\n  value = gelu(value);\n' : ''
}  put_c(i, value);`;
}

const GATED = `  put_pre(2u * row * columns + at, gate);
  put_pre((2u * row + 1u) * columns + at, up);
  put_c(row * columns + at, gate * sigmoid(gate) * up);`;

function sumsWgsl(wide: boolean): string {
  return `
fn finishSums(z: u32, at: u32, length: u32, sums4: vec4f) {
${
  wide
    ? '  put_sums((z * length + at) / 4u, sums4);'
    : '  for (var i = 0u; i < 4u && at + i < length; i++) { put_sums(z * length + at + i, sums4[i]); }'
}
}`;
}
