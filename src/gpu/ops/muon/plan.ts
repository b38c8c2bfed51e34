import { type FlatLayout, flatLayout } from '../../flat/layout';

/** A matrix that vectors are multiplied by: which of its dimensions are outputs, and how many outputs each of several joined maps has. */
export interface LinearMap {
  readonly outputs: 'rows' | 'columns';
  readonly pieces?: readonly number[];
}

/** A matrix that is made orthogonal by itself: a block of rows or of columns of a parameter. */
export interface Piece {
  /** The parameter's. */
  readonly name: string;
  /** First element in the flat parameters, in the flat momentum, and in the flat tensor of all groups. */
  readonly source: number;
  readonly momentum: number;
  readonly group: number;
  readonly rows: number;
  readonly columns: number;
  /** Elements from one row of the parameter to the next. */
  readonly stride: number;
  /** In its group as its transpose: groups are wide. */
  readonly transposed: boolean;
  /** max(1, outputs / inputs)^0.5 (Jordan et al. 2024): maps to more outputs take larger steps. */
  readonly factor: number;
}

/** How the matrices of a run are updated. */
export interface MuonPlan {
  readonly layout: FlatLayout;
  /** Of the momentum: empty parts for what is updated otherwise. */
  readonly momentum: FlatLayout;
  readonly pieces: readonly Piece[];
  /** One part a group of pieces of one size, [pieces, rows, columns] with rows <= columns. */
  readonly groups: FlatLayout;
  /** Work for one workgroup each: at most CHUNK elements of a piece. */
  readonly chunks: readonly { readonly piece: number; readonly first: number }[];
}

export const CHUNK = 4096;

/** Pieces of `maps`, by parameter names, which must be matrices of `layout` and parts of `momentum`. */
export function muonPlan(layout: FlatLayout, momentum: FlatLayout, maps: ReadonlyMap<string, LinearMap>): MuonPlan {
  const found = layout.parts.flatMap(({ name, shape, offset, size }, i) => {
    const map = maps.get(name);
    const state = momentum.parts[i];
    if (state?.name !== name || state.size !== (map ? size : 0)) throw new Error(`muon: no momentum for ${name}`);
    return map ? piecesOf(name, shape, map).map((piece) => ({ ...piece, ...places(piece, offset, state.offset) })) : [];
  });
  // Groups in the order in which their sizes are met.
  const bySize = new Map<string, typeof found>();
  for (const piece of found) {
    const [small, large] = [Math.min(piece.rows, piece.columns), Math.max(piece.rows, piece.columns)];
    const key = `${small} x ${large}`;
    bySize.set(key, [...(bySize.get(key) ?? []), piece]);
  }
  const groups = flatLayout(
    [...bySize].map(([name, of]) => ({ name, shape: [of.length, ...name.split(' x ').map(Number)] })),
  );
  const pieces = [...bySize.values()].flatMap((of, g) =>
    of.map(({ first: _, ...piece }, k) => ({
      ...piece,
      group: (groups.parts[g]?.offset ?? Number.NaN) + k * piece.rows * piece.columns,
    })),
  );
  const chunks = pieces.flatMap(({ rows, columns }, piece) =>
    Array.from({ length: Math.ceil((rows * columns) / CHUNK) }, (_, k) => ({ piece, first: k * CHUNK })),
  );
  return { layout, momentum, pieces, groups, chunks };
}

function places({ first }: { readonly first: number }, offset: number, momentum: number) {
  return { source: offset + first, momentum: momentum + first };
}

function piecesOf(name: string, shape: readonly number[], { outputs, pieces }: LinearMap) {
  const [height = 0, width = 0] = shape;
  const across = outputs === 'rows' ? height : width;
  const counts = pieces ?? [across];
  if (shape.length !== 2 || counts.reduce((a, b) => a + b, 0) !== across)
    throw new Error(`muon: ${name} [${shape}] is not made of ${counts.join(' and ')} ${outputs}`);
  let start = 0;
  return counts.map((count) => {
    const [rows, columns, first] = outputs === 'rows' ? [count, width, start * width] : [height, count, start];
    start += count;
    const inputs = outputs === 'rows' ? columns : rows;
    const factor = Math.sqrt(Math.max(1, count / inputs));
    return { name, first, rows, columns, stride: width, transposed: rows > columns, factor };
  });
}

/** Numbers of a piece behind the table's chunks, in this order. */
const FIELDS = ['source', 'momentum', 'group', 'rows', 'columns', 'stride', 'transposed', 'chunk', 'chunks'] as const;
const STRIDE = 12;

/** WGSL over the constant `table`: two numbers a chunk, [piece, first element], then the pieces. */
export const PIECE = `${FIELDS.map((name, i) => `const ${name.toUpperCase()} = ${i}u;`).join('\n')}
fn piece(at: u32, field: u32) -> u32 { return u32(table[2u * u.chunks + ${STRIDE}u * at + field]); }`;

export function muonTable({ pieces, chunks }: MuonPlan): Int32Array {
  const table = new Int32Array(2 * chunks.length + STRIDE * pieces.length);
  chunks.forEach(({ piece, first }, i) => {
    table.set([piece, first], 2 * i);
  });
  pieces.forEach((piece, i) => {
    const own = chunks.flatMap((chunk, k) => (chunk.piece === i ? [k] : []));
    const all = { ...piece, transposed: piece.transposed ? 1 : 0, chunk: own[0] ?? 0, chunks: own.length };
    table.set(
      FIELDS.map((name) => all[name]),
      2 * chunks.length + STRIDE * i,
    );
  });
  return table;
}

/** Two numbers a piece: its factor, and 1 where its parameter is decayed. */
export function factorTable({ pieces }: MuonPlan, decayed: ReadonlySet<string>): Float32Array {
  return Float32Array.from(pieces.flatMap(({ factor, name }) => [factor, decayed.has(name) ? 1 : 0]));
}

export function planKey({ layout, pieces }: MuonPlan): string {
  return `${layout.key} ${pieces.map(({ source, rows, columns }) => [source, rows, columns]).join()}`;
}
