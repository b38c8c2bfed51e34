/**
 * Writes the UTF-8 bytes of the UTF-16 units unit(from) .. unit(to - 1), each mapped through `symbols`, into `target` from `at`; a
 * lone surrogate becomes U+FFFD as in TextEncoder. `target` needs 3 places a unit. Returns where the next would stand.
 */
export function writeUtf8(
  text: string,
  from: number,
  to: number,
  symbols: Int32Array,
  target: Int32Array,
  at = 0,
): number {
  let n = at;
  for (let i = from; i < to; i++) {
    let c = text.charCodeAt(i);
    if (c < 0x80) {
      target[n++] = symbols[c] as number;
      continue;
    }
    if (c < 0x800) {
      target[n++] = symbols[0xc0 | (c >> 6)] as number;
      target[n++] = symbols[0x80 | (c & 0x3f)] as number;
      continue;
    }
    if ((c & 0xf800) === 0xd800) {
      const low = i + 1 < to && c < 0xdc00 ? text.charCodeAt(i + 1) : 0;
      if ((low & 0xfc00) === 0xdc00) {
        c = ((c - 0xd800) << 10) + (low - 0xdc00) + 0x10000;
        i++;
        target[n++] = symbols[0xf0 | (c >> 18)] as number;
        target[n++] = symbols[0x80 | ((c >> 12) & 0x3f)] as number;
        target[n++] = symbols[0x80 | ((c >> 6) & 0x3f)] as number;
        target[n++] = symbols[0x80 | (c & 0x3f)] as number;
        continue;
      }
      c = 0xfffd;
    }
    target[n++] = symbols[0xe0 | (c >> 12)] as number;
    target[n++] = symbols[0x80 | ((c >> 6) & 0x3f)] as number;
    target[n++] = symbols[0x80 | (c & 0x3f)] as number;
  }
  return n;
}
