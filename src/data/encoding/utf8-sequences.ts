/**
 * How many characters of several bytes there are, or undefined where the bytes are not valid UTF-8 from the first to the last (Unicode 16, table 3-7: no
 * overlong forms, no surrogates). ASCII is passed over four bytes at a time, which makes this several times as fast as decoding.
 */
export function utf8Sequences(bytes: Uint8Array): number | undefined {
  const aligned = bytes.byteOffset % 4 === 0;
  const words = aligned ? new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2) : new Uint32Array(0);
  const at = (i: number) => bytes[i] ?? 0;
  let sequences = 0;
  for (let i = 0; i < bytes.length; ) {
    if (i % 4 === 0) {
      let word = i / 4;
      while (word < words.length && ((words[word] ?? 0) & 0x80808080) === 0) word++;
      i = 4 * Math.max(word, i / 4);
      if (i >= bytes.length) break;
    }
    const lead = at(i);
    if (lead < 0x80) {
      i++;
      continue;
    }
    const more = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
    const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    const second = at(i + 1);
    if (more === 0 || second < least || second > most) return undefined;
    if (more > 1 && (at(i + 2) & 0xc0) !== 0x80) return undefined;
    if (more > 2 && (at(i + 3) & 0xc0) !== 0x80) return undefined;
    i += more + 1;
    sequences++;
  }
  return sequences;
}
