import { BLOCK, blockTable, type FlatLayout } from '../../flat/layout';

/** How a run's second moments lie: matrices have a number a row and one a column, everything else one an element. */
export interface AdafactorLayouts {
  /** Of parameters and gradient. */
  readonly layout: FlatLayout;
  /** Parts in the same order, empty where a parameter has none of the kind. */
  readonly rows: FlatLayout;
  readonly columns: FlatLayout;
  readonly full: FlatLayout;
}

/** One parameter as the kernels see it. `rows` is 0 for what is no matrix. */
export interface FactoredPart {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  readonly rows: number;
  readonly columns: number;
  readonly rowOffset: number;
  readonly columnOffset: number;
  readonly fullOffset: number;
}

/** Whether second moments of such a shape are kept as a product of a column and a row. */
export function isFactored(shape: readonly number[]): boolean {
  return shape.length === 2;
}

export function factoredParts({ layout, rows, columns, full }: AdafactorLayouts): FactoredPart[] {
  return layout.parts.map(({ name, shape, offset, size }, i) => {
    const [row, column, whole] = [rows.parts[i], columns.parts[i], full.parts[i]];
    const [height = 0, width = 0] = isFactored(shape) ? shape : [];
    if (row?.size !== height || column?.size !== width || whole?.size !== (height > 0 ? 0 : size))
      throw new Error(`adafactor: the state of ${name} has another shape`);
    const offsets = { rowOffset: row.offset, columnOffset: column.offset, fullOffset: whole.offset };
    return { name, offset, size, rows: height, columns: width, ...offsets };
  });
}

/** Whether four neighbours of a matrix always lie in one row. */
export function isWide(parts: readonly FactoredPart[]): boolean {
  return parts.every(({ columns }) => columns % 4 === 0);
}

/** Numbers of a part behind a table's blocks, in this order. */
const FIELDS = ['offset', 'size', 'rows', 'columns', 'rowOffset', 'columnOffset', 'fullOffset'] as const;
const STRIDE = 8;

/** WGSL over the constant `table`, whose parts begin at `u.parts`. */
export const PART = `${FIELDS.map((name, i) => `const ${name} = ${i}u;`).join('\n')}
fn part(at: u32, field: u32) -> u32 { return u32(table[u.parts + ${STRIDE}u * at + field]); }`;

/** One int32 a block of 64 row sums: the matrix it belongs to; then the parts. Blocks of `columns` likewise. */
export function ownerTable(of: FlatLayout, parts: readonly FactoredPart[]): Int32Array {
  const owners = new Int32Array(of.size / BLOCK);
  of.parts.forEach(({ offset, size }, i) => {
    owners.fill(i, offset / BLOCK, offset / BLOCK + Math.ceil(size / BLOCK));
  });
  return withParts(owners, parts);
}

/** `blockTable` with each block's part above the lowest 8 bits; then the parts. */
export function elementTable(
  layout: FlatLayout,
  parts: readonly FactoredPart[],
  decayed: ReadonlySet<string>,
): Int32Array {
  const blocks = blockTable(layout, decayed);
  layout.parts.forEach(({ offset, size }, i) => {
    for (let block = offset / BLOCK; block < (offset + size) / BLOCK; block++)
      blocks[block] = (blocks[block] ?? 0) | (i << 8);
  });
  return withParts(blocks, parts);
}

function withParts(blocks: Int32Array, parts: readonly FactoredPart[]): Int32Array {
  const table = new Int32Array(blocks.length + STRIDE * parts.length);
  table.set(blocks);
  parts.forEach((one, i) => {
    table.set(
      FIELDS.map((name) => one[name]),
      blocks.length + STRIDE * i,
    );
  });
  return table;
}
