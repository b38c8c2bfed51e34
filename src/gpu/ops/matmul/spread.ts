import { finishWgsl } from './finish';
import { each, operandsWgsl, PLACE } from './operands';
import { blockOf, type Product } from './product';

const XYZW = ['x', 'y', 'z', 'w'] as const;

/**
 * A workgroup is one group of `lanes` invocations. Each holds the columns of four neighbours of B and, for A, the values of a row of its own
 * (A transposed: of four rows); A's go round the group, so that every invocation meets every row. Loads of A and B are different for every invocation:
 * on software adapters a load that all share costs as much, and one of four costs four. One step is four terms of the sums (A transposed: one): a
 * longer one would not fit the processor's cache of decoded instructions, at half the speed.
 *
 * In groups of 8 an invocation's rows are handed out one by one (a permutation of a vector of 8). In groups of 4 they are swapped, which is one
 * instruction in SwiftShader where a broadcast is twenty; the rows of an invocation's sums are then permuted by its number.
 */
export function spreadWgsl(product: Product, lanes: 4 | 8): string {
  const { transposeA, activation, sums } = product;
  const [rows] = blockOf(product.kernel, transposeA);
  const gated = activation === 'gate';
  const row = `row0 + ${lanes === 8 ? 'i' : transposeA ? '(i ^ (4u * id))' : '(i ^ id)'}`;
  const values = gated ? 'gates[i], acc[i]' : 'acc[i]';
  const body = transposeA ? transposed(product, lanes, rows) : plain(product, lanes, rows);
  const columnLast = product.transposeB || !product.wideB ? 'u.n - 1u' : 'u.n - 4u';
  return `${operandsWgsl(product)}${finishWgsl(product)}
@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(subgroup_invocation_id) invocation: u32) {
${PLACE}
  let id = invocation & ${lanes - 1}u;
  let group = invocation - id;
  let row0 = wid.y * ${rows}u;
  let col0 = (wid.x * ${lanes}u + id) * 4u;
  // Past the end the last columns and rows are read, and not stored.
  let colB = min(col0, ${columnLast});
  var acc: array<vec4f, ${rows}>;
${sums === 'none' ? '' : '  var others = vec4f(0.0);'}
${gated ? `  var gates: array<vec4f, ${rows}>;\n  for (var part = 0u; part < 2u; part++) {\n  gates = acc;\n  acc = array<vec4f, ${rows}>();` : ''}
${body}
${gated ? '  }' : ''}
  for (var i = 0u; i < ${rows}u; i++) {
    let row = ${row};
    if (row < u.m && col0 < u.n) { finish(z, row, col0, ${values}); }
  }
${sums === 'a' ? `  if (wid.x == 0u && row0 + 4u * id < u.m) { finishSums(z, row0 + 4u * id, u.m, others); }` : ''}
${sums === 'b' ? '  if (wid.y == 0u && col0 < u.n) { finishSums(z, col0, u.n, others); }' : ''}
}`;
}

/** The value of the group's invocation `turn`, or of the one whose number differs from one's own by the bits of `turn`. */
function handed(lanes: 4 | 8, value: string, turn: number): string {
  if (lanes === 8) return `vec4f(${XYZW.map((c) => `subgroupShuffle(${value}.${c}, group + ${turn}u)`).join(', ')})`;
  return [value, `quadSwapX(${value})`, `quadSwapY(${value})`, `quadSwapDiagonal(${value})`][turn] ?? value;
}

function plain(product: Product, lanes: 4 | 8, rows: number): string {
  const { transposeB, wideA, activation } = product;
  const groups = rows / lanes;
  const column = activation === 'gate' ? 'part * u.n + ' : '';
  const b = transposeB
    ? each(4, (j) => `    let c${j} = b4(baseB, ${column}min(colB + ${j}u, u.n - 1u), l);`) +
      each(4, (i) => `    let b${i} = vec4f(c0.${XYZW[i]}, c1.${XYZW[i]}, c2.${XYZW[i]}, c3.${XYZW[i]});`)
    : each(4, (i) =>
        wideA
          ? `    let b${i} = b4(baseB, l + ${i}u, colB);`
          : // Past the end of K the values of A are zeros; those of B must not be infinite.
            `    let b${i} = select(vec4f(0.0), b4(baseB, min(l + ${i}u, u.k - 1u), colB), l + ${i}u < u.k);`,
      );
  const block = (g: number) => `    {
      let own = a4(baseA, min(row0 + ${g * lanes}u + id, u.m - 1u), l);
${each(
  lanes,
  (turn) => `      {
        let a = ${handed(lanes, 'own', turn)};
        acc[${g * lanes + turn}] += a.x * b0 + a.y * b1 + a.z * b2 + a.w * b3;
      }`,
)}
    }`;
  return `  for (var l = start; l < end; l += 4u) {\n${b}\n${each(groups, block)}\n  }`;
}

function transposed(product: Product, lanes: 4 | 8, rows: number): string {
  const { wideA, sums } = product;
  const rowLast = `u.m - ${wideA ? 4 : 1}u`;
  const turns = rows / 4;
  return `  let rowA = min(row0 + 4u * id, ${rowLast});
  for (var l = start; l < end; l++) {
    let b = b4(baseB, l, colB);
    let own = a4(baseA, l, rowA);
${sums === 'none' ? '' : `    others += ${sums === 'a' ? 'own' : 'b'};`}
${each(
  turns,
  (turn) => `    {
      let a = ${handed(lanes, 'own', turn)};
${each(4, (q) => `      acc[${4 * turn + q}] += a.${XYZW[q]} * b;`)}
    }`,
)}
  }`;
}
