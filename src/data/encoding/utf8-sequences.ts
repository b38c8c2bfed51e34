/**
 * How many characters of several bytes there are, or undefined where the bytes are not valid UTF-8 from the first to the last (Unicode 16, table 3-7: no
 * overlong forms, no surrogates). ASCII is passed over sixteen bytes at a time, which makes this several times as fast as decoding. `ends`, if given,
 * gets two numbers a character: how many UTF-16 units, and how many bytes, there are up to its end.
 */
export function utf8Sequences(bytes: Uint8Array, ends?: Uint32Array): number | undefined {
  const { buffer, byteOffset, length } = bytes;
  // Words lie at multiples of four in the buffer, wherever the bytes begin.
  const first = (4 - (byteOffset % 4)) % 4;
  const words = length < 8 ? NO_WORDS : new Uint32Array(buffer, byteOffset + first, (length - first) >>> 2);
  const at = (i: number) => bytes[i] ?? 0;
  let sequences = 0;
  /** Bytes so far less units so far. */
  let more = 0;
  for (let i = 0; i < length; ) {
    const lead = at(i);
    if (lead < 0x80) {
      i++;
      if ((i - first) % 4 !== 0 || i < first) continue;
      let word = (i - first) >>> 2;
      while (word + 4 <= words.length && isAscii(words, word)) word += 4;
      while (word < words.length && ((words[word] as number) & 0x80808080) === 0) word++;
      i = first + 4 * word;
      continue;
    }
    const trail = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
    const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    const second = at(i + 1);
    if (trail === 0 || second < least || second > most) return undefined;
    if (trail > 1 && (at(i + 2) & 0xc0) !== 0x80) return undefined;
    if (trail > 2 && (at(i + 3) & 0xc0) !== 0x80) return undefined;
    i += trail + 1;
    if (ends) {
      // Four bytes are a pair of units.
      more += trail === 1 ? 1 : 2;
      ends[2 * sequences] = i - more;
      ends[2 * sequences + 1] = i;
    }
    sequences++;
  }
  return sequences;
}

/** Of four words. */
function isAscii(words: Uint32Array, from: number): boolean {
  const all =
    (words[from] as number) | (words[from + 1] as number) | (words[from + 2] as number) | (words[from + 3] as number);
  return (all & 0x80808080) === 0;
}

const NO_WORDS = new Uint32Array(0);
