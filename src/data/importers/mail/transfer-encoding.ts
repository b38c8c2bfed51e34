/** Bytes of a body by its Content-Transfer-Encoding (RFC 2045, section 6). Damage is passed over, as mail programs do. */
export function decodeTransfer(body: Uint8Array, encoding: string): Uint8Array {
  const name = encoding.trim().toLowerCase();
  if (name === 'base64') return fromBase64(body);
  return name === 'quoted-printable' ? fromQuotedPrintable(body) : body;
}

const VALUES = new Int8Array(256).fill(-1);
for (const [i, c] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  VALUES[c.charCodeAt(0)] = i;

/** Everything outside of the alphabet is passed over; padding ends a run of bits. */
export function fromBase64(body: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil(body.length * 0.75));
  let at = 0;
  let bits = 0;
  let held = 0;
  for (const byte of body) {
    const value = VALUES[byte] ?? -1;
    if (byte === 0x3d) bits = 0;
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out[at++] = (held >> bits) & 255;
  }
  return out.subarray(0, at);
}

/** `=` before two digits is a byte, before a line end nothing; white space before a line end was added on the way. */
export function fromQuotedPrintable(body: Uint8Array, underscoreIsSpace = false): Uint8Array {
  const out = new Uint8Array(body.length);
  let at = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0;
    if (underscoreIsSpace && byte === 0x5f) out[at++] = 0x20;
    else if (byte === 0x3d) {
      const high = digit(body[i + 1]);
      const low = digit(body[i + 2]);
      if (high >= 0 && low >= 0) {
        out[at++] = high * 16 + low;
        i += 2;
        continue;
      }
      let end = i + 1;
      while (body[end] === 0x20 || body[end] === 0x09) end++;
      if (body[end] === 0x0d) end++;
      if (body[end] === 0x0a) i = end;
      else out[at++] = byte;
    } else out[at++] = byte;
  }
  return out.subarray(0, at);
}

function digit(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
