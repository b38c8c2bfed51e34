import { finishWgsl } from './finish';
import { each, operandsWgsl, PLACE } from './operands';
import { DEPTH, type Product, type ProductKernel } from './product';

const XYZW = ['x', 'y', 'z', 'w'] as const;
type Tiled = Extract<ProductKernel, { kind: 'tiled' }>;

/** One operand's tile: [DEPTH][size / 4] vectors of four rows of A or columns of B, each depth padded by one vector against bank conflicts. */
interface Tile {
  readonly name: 'A' | 'B';
  readonly size: number;
  /** The operand's innermost dimension is K: blocks of 4 x 4 are turned on their way. */
  readonly turned: boolean;
  readonly half: boolean;
  /** WGSL of the first row or column of the tile, and of how many there are. */
  readonly first: string;
  readonly count: string;
  /** What B's second half is reached by. */
  readonly offset: string;
}

/**
 * C in blocks of rows x columns, an invocation computing `each` of them, from tiles of A and B in workgroup memory, DEPTH terms at a time; the next
 * tiles are read from storage while these are worked on. Workgroup memory: 16 bytes (f16: 8) x 16 x ((rows + columns) / 4 + 2), 12.8 KB for
 * 128 x 64. Neighbouring invocations read neighbouring addresses of the innermost dimension.
 */
export function tiledWgsl(product: Product, kernel: Tiled): string {
  const { transposeA, transposeB, halfA, halfB, activation, sums } = product;
  const [eachRows, eachColumns] = kernel.each;
  const across = kernel.columns / eachColumns;
  const threads = across * (kernel.rows / eachRows);
  const [rowVectors, columnVectors] = [eachRows / 4, eachColumns / 4];
  const gated = activation === 'gate';
  const a: Tile = {
    name: 'A',
    size: kernel.rows,
    turned: !transposeA,
    half: halfA,
    first: 'row0',
    count: 'u.m',
    offset: '',
  };
  const b: Tile = {
    name: 'B',
    size: kernel.columns,
    turned: transposeB,
    half: halfB,
    first: 'col0',
    count: 'u.n',
    offset: gated ? 'part * u.n + ' : '',
  };
  const total = eachRows * columnVectors;
  const row = (r: number) => `row0 + 4u * (ty + ${(r >> 2) * (kernel.rows / eachRows)}u) + ${r & 3}u`;
  const col = (j: number) => `col0 + 4u * (tx + ${j * across}u)`;
  const stored = (r: number, j: number) => {
    const i = r * columnVectors + j;
    return `      if (column${j} < u.n) { finish(z, row, column${j}, ${gated ? `gates[${i}], acc[${i}]` : `acc[${i}]`}); }`;
  };
  return `${operandsWgsl(product)}${finishWgsl(product)}
${declared(a)}
${declared(b)}
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
${PLACE}
  let row0 = wid.y * ${kernel.rows}u;
  let col0 = wid.x * ${kernel.columns}u;
  let tx = lane % ${across}u;
  let ty = lane / ${across}u;
  var acc: array<vec4f, ${total}>;
${sums === 'none' ? '' : '  var others = vec4f(0.0);'}
${gated ? `  var gates: array<vec4f, ${total}>;\n  for (var part = 0u; part < 2u; part++) {\n${each(total, (i) => `  gates[${i}] = acc[${i}];\n  acc[${i}] = vec4f(0.0);`)}` : ''}
  for (var l = start; ; l += ${DEPTH}u) {
${fetch(a, threads)}
${fetch(b, threads)}
    if (l > start) {
      for (var d = 0u; d < ${DEPTH}u; d++) {
${each(rowVectors, (i) => `        let a${i} = vec4f(tileA[d * ${stride(a)}u + ty + ${i * (kernel.rows / eachRows)}u]);`)}
${each(columnVectors, (j) => `        let b${j} = vec4f(tileB[d * ${stride(b)}u + tx + ${j * across}u]);`)}
${each(eachRows, (r) => each(columnVectors, (j) => `        acc[${r * columnVectors + j}] += a${r >> 2}.${XYZW[r & 3]} * b${j};`))}
      }
${sums === 'a' ? columnSum(a, 'wid.x == 0u') : ''}${sums === 'b' ? columnSum(b, 'wid.y == 0u') : ''}
      workgroupBarrier();
    }
    if (l >= end) { break; }
${keep(a, threads)}
${keep(b, threads)}
    workgroupBarrier();
  }
${gated ? '  }' : ''}
${each(columnVectors, (j) => `  let column${j} = ${col(j)};`)}
${each(eachRows, (r) => `  {\n    let row = ${row(r)};\n    if (row < u.m) {\n${each(columnVectors, (j) => stored(r, j))}\n    }\n  }`)}
${sums === 'a' ? storedSums(a, 'wid.x == 0u') : ''}${sums === 'b' ? storedSums(b, 'wid.y == 0u') : ''}
}`;
}

const stride = ({ size }: Tile) => size / 4 + 1;

function declared({ name, half, size }: Tile): string {
  return `var<workgroup> tile${name}: array<${half ? 'vec4h' : 'vec4f'}, ${DEPTH * (size / 4 + 1)}>;`;
}

/** Pieces (vectors, or turned blocks of four) of a tile that one invocation brings. */
function pieces({ size, turned }: Tile, threads: number): { count: number; turns: number } {
  const count = turned ? (size / 4) * (DEPTH / 4) : (size / 4) * DEPTH;
  return { count, turns: Math.ceil(count / threads) };
}

/** WGSL of a piece's place: `s` counts fours of rows or columns, `d` the depth. */
function place(tile: Tile, threads: number, turn: number): string {
  const i = turn === 0 ? 'lane' : `(lane + ${turn * threads}u)`;
  return tile.turned
    ? `let s = ${i} / ${DEPTH / 4}u; let d = (${i} % ${DEPTH / 4}u) * 4u;`
    : `let s = ${i} % ${tile.size / 4}u; let d = ${i} / ${tile.size / 4}u;`;
}

/** Reads an invocation's pieces of the tile at K = l into variables; zeros outside. */
function fetch(tile: Tile, threads: number): string {
  const { name, turned, first, count: limit, offset } = tile;
  const { count, turns } = pieces(tile, threads);
  const operand = name.toLowerCase();
  return each(turns, (turn) => {
    const variable = `${operand}New${turn}`;
    const own = `${first} + 4u * s`;
    // Of a turned block: its four rows of A, or columns of B.
    const reads = turned
      ? [0, 1, 2, 3].map((q) => ({
          q: `_${q}`,
          inside: `${own} + ${q}u < ${limit}`,
          at: `${offset}${own} + ${q}u, at`,
        }))
      : [{ q: '', inside: `${own} < ${limit}`, at: `at, ${own}` }];
    const partial = (turn + 1) * threads > count;
    return `${reads.map(({ q }) => `    var ${variable}${q} = vec4f(0.0);`).join('\n')}
    ${partial ? `if (lane < ${count - turn * threads}u) ` : ''}{
      ${place(tile, threads, turn)}
      let at = l + d;
${reads.map(({ q, inside, at }) => `      if (${inside} && at < end) { ${variable}${q} = ${operand}4(base${name}, ${at}); }`).join('\n')}
    }`;
  });
}

/** Writes what `fetch` read into the tile. */
function keep(tile: Tile, threads: number): string {
  const { name, turned, half } = tile;
  const { count, turns } = pieces(tile, threads);
  const operand = name.toLowerCase();
  const type = half ? 'vec4h' : 'vec4f';
  return each(turns, (turn) => {
    const variable = `${operand}New${turn}`;
    const writes = turned
      ? [0, 1, 2, 3].map(
          (q) =>
            `      tile${name}[(d + ${q}u) * ${stride(tile)}u + s] = ${type}(vec4f(${[0, 1, 2, 3].map((r) => `${variable}_${r}.${XYZW[q]}`).join(', ')}));`,
        )
      : [`      tile${name}[d * ${stride(tile)}u + s] = ${type}(${variable});`];
    const body = `      ${place(tile, threads, turn)}\n${writes.join('\n')}`;
    const partial = (turn + 1) * threads > count;
    return partial ? `    if (lane < ${count - turn * threads}u) {\n${body}\n    }` : `    {\n${body}\n    }`;
  });
}

/** The workgroups of the first row (or column) of blocks add the tile's depth. */
function columnSum(tile: Tile, where: string): string {
  return `    if (${where} && lane < ${tile.size / 4}u) {
      for (var d = 0u; d < ${DEPTH}u; d++) { others += vec4f(tile${tile.name}[d * ${stride(tile)}u + lane]); }
    }`;
}

function storedSums({ size, first, count }: Tile, where: string): string {
  return `  if (${where} && lane < ${size / 4}u && ${first} + 4u * lane < ${count}) {
    finishSums(z, ${first} + 4u * lane, ${count}, others);
  }`;
}
