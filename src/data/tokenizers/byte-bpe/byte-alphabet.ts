/**
 * GPT-2's printable alphabet for bytes (Radford et al. 2019, `bytes_to_unicode`): printable Latin-1 characters stand for themselves, the
 * other bytes take U+0100, U+0101, ... in order. `tokenizer.json` spells tokens in it.
 */
const standsForItself = (byte: number) =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;

/** Character code of each byte. */
export const byteToCharacter: readonly number[] = (() => {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => (standsForItself(byte) ? byte : next++));
})();

/** Byte of each character code; every other code is missing. */
export const characterToByte: ReadonlyMap<number, number> = new Map(byteToCharacter.map((code, byte) => [code, byte]));

/** The 256 symbols in Hugging Face's order, by character code: the ids that follow the special tokens. */
export const sortedBytes: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte).sort(
  (a, b) => (byteToCharacter[a] ?? 0) - (byteToCharacter[b] ?? 0),
);

/** The bytes that a token spelled in the alphabet stands for, or undefined if it is not spelled in it. */
export function bytesOfToken(token: string): Uint8Array | undefined {
  const bytes = new Uint8Array(token.length);
  for (let i = 0; i < token.length; i++) {
    const byte = characterToByte.get(token.charCodeAt(i));
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
