/** Bytes 0x80 to 0x9F of windows-1252, as the Encoding Standard has them. */
const C1 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

export type Decoder = Pick<TextDecoder, 'decode'>;

/** A decoder that replaces what is invalid and leaves byte-order marks to the caller. */
export function makeDecoder(encoding: string): Decoder {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  if (encoding !== 'windows-1252' || decoder.decode(Uint8Array.of(0x80)) === '\u20ac') return decoder;
  // Node before 23.7 takes windows-1252 for Latin-1: quotation marks and dashes come out as control characters (nodejs/node issue 56542).
  return {
    decode: (bytes, options) =>
      decoder.decode(bytes, options).replace(/[\u0080-\u009f]/g, (c) => C1[c.charCodeAt(0) - 0x80] ?? c),
  };
}
