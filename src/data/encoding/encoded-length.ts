/** Bytes of a text, or of its units `from` to `to`. */
export type Measure = (text: string, from?: number, to?: number) => number;

/**
 * How many bytes a decoded text took in its file. Exact for text that was valid in its encoding. `undefined` for encodings in which the
 * answer depends on what stands before (ISO-2022-JP).
 */
export function lengthIn(encoding: string): Measure | undefined {
  if (encoding === 'utf-8') return utf8Length;
  if (encoding.startsWith('utf-16')) return (text, from = 0, to = text.length) => 2 * (to - from);
  if (encoding === 'iso-2022-jp') return undefined;
  if (!MULTI_BYTE.has(encoding)) return units;
  const lengths = tableOf(encoding);
  return (text, from = 0, to = text.length) => {
    let total = 0;
    for (let i = from; i < to; i++) {
      const unit = text.charCodeAt(i);
      total += unit < 0x80 ? 1 : (lengths[unit] ?? 1);
    }
    return total;
  };
}

/** A byte for each UTF-16 unit. */
export const units: Measure = (text, from = 0, to = text.length) => to - from;

export const MULTI_BYTE: ReadonlySet<string> = new Set(['gbk', 'gb18030', 'big5', 'euc-jp', 'shift_jis', 'euc-kr']);

const tables = new Map<string, Uint8Array>();

/** Bytes per UTF-16 unit, found by decoding every sequence of one and two bytes; what remains needs the encoding's longest. */
function tableOf(encoding: string): Uint8Array {
  const known = tables.get(encoding);
  if (known) return known;
  const longest = { 'euc-jp': 3, gbk: 4, gb18030: 4 }[encoding] ?? 2;
  const lengths = new Uint8Array(0x10000).fill(longest);
  // A pair of units stands for one character: half each.
  for (let unit = 0xd800; unit < 0xe000; unit++) lengths[unit] = longest / 2;
  const decoder = new TextDecoder(encoding, { fatal: true });
  const learn = (...bytes: number[]) => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes));
      if (text.length === 1) lengths[text.charCodeAt(0)] = bytes.length;
      // Big5 has four sequences that are a letter and a combining mark.
      else if (bytes.length === 2 && text.length === 2 && text.charCodeAt(1) >= 0x300 && text.charCodeAt(1) < 0x370)
        lengths[text.charCodeAt(1)] = 0;
    } catch {
      // No character: no length.
    }
  };
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) learn(lead, trail);
  for (let byte = 0x80; byte < 0x100; byte++) learn(byte);
  tables.set(encoding, lengths);
  return lengths;
}

export function utf8Length(text: string, from = 0, to = text.length): number {
  let length = to - from;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    // A surrogate pair is two units and four bytes; every other unit beyond U+07FF is three.
    length += unit < 0x800 || (unit & 0xf800) === 0xd800 ? 1 : 2;
  }
  return length;
}
