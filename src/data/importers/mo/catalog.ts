/** A message and its translation as bytes, and where the translation lies in the file. */
export interface CatalogMessage {
  readonly source: Uint8Array;
  readonly target: Uint8Array;
  readonly byteStart: number;
  readonly byteEnd: number;
}

export interface Catalog {
  readonly count: number;
  /** Undefined where its places are outside of the file. */
  message(index: number): CatalogMessage | undefined;
}

const MAGIC = 0x950412de;

/** The tables of an MO file (GNU gettext's manual, "The Format of GNU MO Files"), of either byte order; undefined for what has none. */
export function openCatalog(bytes: Uint8Array): Catalog | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20) return undefined;
  const little = view.getUint32(0, true) === MAGIC;
  if (!little && view.getUint32(0) !== MAGIC) return undefined;
  const number = (at: number) => view.getUint32(at, little);
  const [count, sources, targets] = [number(8), number(12), number(16)];
  // A table has a length and a place for each message.
  if (sources + 8 * count > bytes.length || targets + 8 * count > bytes.length) return undefined;
  const piece = (at: number): [number, number] => [number(at + 4), number(at + 4) + number(at)];
  return {
    count,
    message(index) {
      const [from, to] = piece(sources + 8 * index);
      const [byteStart, byteEnd] = piece(targets + 8 * index);
      if (to > bytes.length || byteEnd > bytes.length) return undefined;
      return { source: bytes.subarray(from, to), target: bytes.subarray(byteStart, byteEnd), byteStart, byteEnd };
    },
  };
}
