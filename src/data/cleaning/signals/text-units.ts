/** Shorter texts are copied unit by unit: calling the encoder would take longer. */
const SHORT = 128;

let bytes = new Uint8Array(1 << 16);
let units = new Uint16Array(1 << 16);
const encoder = new TextEncoder();

/**
 * The UTF-16 units of a text, in an array that the next call overwrites (longer than the text, perhaps). Loops over every character read a typed
 * array twice as fast as a string, which an engine unwraps anew at each `charCodeAt`; and ASCII, most of most texts, comes there at the
 * speed of memory.
 */
export function textUnits(text: string): Uint16Array {
  const { length } = text;
  if (units.length < length) {
    bytes = new Uint8Array(length);
    units = new Uint16Array(length);
  }
  if (length > SHORT) {
    // As many bytes as units: there is nothing but ASCII.
    const { read, written } = encoder.encodeInto(text, bytes);
    if (read === length && written === length) {
      units.set(bytes.subarray(0, length));
      return units;
    }
  }
  for (let i = 0; i < length; i++) units[i] = text.charCodeAt(i);
  return units;
}
