/** Pages kept at most: a larger row group is decompressed twice instead. */
const MOST_BYTES = 1 << 26;

interface Known {
  readonly compressed: Uint8Array;
  readonly page: Uint8Array;
}

/**
 * Pages that were decompressed to be checked, for the library to be given instead of decompressing them again. They are told apart by all of their
 * bytes, which costs little beside decompressing, and given once.
 */
export class KnownPages {
  private bytes = 0;
  private readonly pages = new Map<string, Known[]>();

  keep(compressed: Uint8Array, page: Uint8Array): void {
    if (this.bytes + page.length > MOST_BYTES) return;
    this.bytes += page.length;
    const key = keyOf(compressed, page.length);
    const same = this.pages.get(key);
    if (same) same.push({ compressed, page });
    else this.pages.set(key, [{ compressed, page }]);
  }

  /** The page of so many bytes that these are when decompressed, where it is known. */
  take(compressed: Uint8Array, length: number): Uint8Array | undefined {
    const same = this.pages.get(keyOf(compressed, length)) ?? [];
    const place = same.findIndex((one) => equal(one.compressed, compressed));
    const [found] = place < 0 ? [] : same.splice(place, 1);
    this.bytes -= found?.page.length ?? 0;
    return found?.page;
  }
}

const keyOf = (compressed: Uint8Array, length: number) => `${compressed.length} ${length}`;

/** Of the same length. Four at a time, wherever they lie. */
function equal(a: Uint8Array, b: Uint8Array): boolean {
  const [x, y] = [a, b].map(({ buffer, byteOffset, byteLength }) => new DataView(buffer, byteOffset, byteLength));
  const { length } = a;
  let i = 0;
  for (; i + 4 <= length; i += 4) if (x?.getInt32(i) !== y?.getInt32(i)) return false;
  for (; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}
