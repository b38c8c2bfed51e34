import { finishWgsl } from './finish';
import { each, operandsWgsl, PLACE } from './operands';
import { DIRECT_WIDTH, type Product } from './product';

const XYZW = ['x', 'y', 'z', 'w'] as const;

/** Each invocation owns `rows` rows by four columns and reads what it needs; the rows are the workgroup's, so that their loads are uniform. */
export function directWgsl(product: Product, rows: number): string {
  const { transposeA, transposeB, wideB, activation, sums } = product;
  const gated = activation === 'gate';
  const steps = transposeA && !transposeB ? 1 : 4;
  const columnLast = transposeB || !wideB ? 'u.n - 1u' : 'u.n - 4u';
  return `${operandsWgsl(product)}${finishWgsl(product)}
@compute @workgroup_size(${DIRECT_WIDTH})
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
${PLACE}
  let row0 = wid.y * ${rows}u;
  let col0 = (wid.x * ${DIRECT_WIDTH}u + lane) * 4u;
  // Past the end the last columns and rows are read, and not stored.
  let colB = min(col0, ${columnLast});
  var acc: array<vec4f, ${rows}>;
${sums === 'none' ? '' : `  var others: array<vec4f, ${Math.ceil(rows / 4)}>;`}
${gated ? `  var gates: array<vec4f, ${rows}>;\n  for (var part = 0u; part < 2u; part++) {\n  gates = acc;\n  acc = array<vec4f, ${rows}>();` : ''}
  for (var l = start; l < end; l += ${steps}u) {
${loadsOfB(product, steps)}
${transposeA ? columnsOfA(product, rows, steps) : rowsOfA(rows)}
${sums === 'b' ? '    others[0] += b0;' : ''}
${sums === 'a' ? each(Math.ceil(rows / 4), (g) => `    others[${g}] += a0_${g};`) : ''}
  }
${gated ? '  }' : ''}
  if (col0 < u.n) {
    for (var i = 0u; i < ${rows}u && row0 + i < u.m; i++) { finish(z, row0 + i, col0, ${gated ? 'gates[i], acc[i]' : 'acc[i]'}); }
  }
${sums === 'b' ? '  if (wid.y == 0u && col0 < u.n) { finishSums(z, col0, u.n, others[0]); }' : ''}
${
  sums === 'a'
    ? `  if (wid.x == 0u && lane == 0u) {
    for (var i = 0u; i < ${Math.ceil(rows / 4)}u && row0 + 4u * i < u.m; i++) { finishSums(z, row0 + 4u * i, u.m, others[i]); }
  }`
    : ''
}
}`;
}

/** Columns colB .. + 3 at `steps` places of K. Past the end of K, where A's values are zeros, B's must not be infinite. */
function loadsOfB({ transposeA, transposeB, wideA, activation }: Product, steps: number): string {
  const part = activation === 'gate' ? 'part * u.n + ' : '';
  if (transposeB)
    return (
      each(4, (j) => `    let c${j} = b4(baseB, ${part}min(colB + ${j}u, u.n - 1u), l);`) +
      each(4, (i) => `    let b${i} = vec4f(c0.${XYZW[i]}, c1.${XYZW[i]}, c2.${XYZW[i]}, c3.${XYZW[i]});`)
    );
  if (steps === 1) return '    let b0 = b4(baseB, l, colB);';
  return each(4, (i) =>
    wideA && !transposeA
      ? `    let b${i} = b4(baseB, l + ${i}u, colB);`
      : `    let b${i} = select(vec4f(0.0), b4(baseB, min(l + ${i}u, u.k - 1u), colB), l + ${i}u < u.k);`,
  );
}

function rowsOfA(rows: number): string {
  return each(
    rows,
    (r) => `    {
      let a = a4(baseA, min(row0 + ${r}u, u.m - 1u), l);
      acc[${r}] += a.x * b0 + a.y * b1 + a.z * b2 + a.w * b3;
    }`,
  );
}

function columnsOfA({ wideA }: Product, rows: number, steps: number): string {
  const last = `u.m - ${wideA ? 4 : 1}u`;
  const guarded = (i: number, value: string) => (steps === 1 ? value : `select(vec4f(0.0), ${value}, l + ${i}u < u.k)`);
  const loads = each(steps, (i) =>
    each(Math.ceil(rows / 4), (g) => {
      const place = steps === 1 ? 'l' : `min(l + ${i}u, u.k - 1u)`;
      return `    let a${i}_${g} = ${guarded(i, `a4(baseA, ${place}, min(row0 + ${4 * g}u, ${last}))`)};`;
    }),
  );
  const sums = each(rows, (r) => {
    // A single row need not begin a four.
    const own = rows === 1 && wideA ? '[row0 & 3u]' : `.${XYZW[r % 4]}`;
    const terms = Array.from({ length: steps }, (_, i) => `a${i}_${r >> 2}${own} * b${i}`);
    return `    acc[${r}] += ${terms.join(' + ')};`;
  });
  return `${loads}\n${sums}`;
}
