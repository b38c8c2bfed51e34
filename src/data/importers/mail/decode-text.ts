import { makeDecoder } from '../../encoding/make-decoder';

/**
 * Text in a charset by its name in a message. Unknown names, none, and ASCII that is none are UTF-8 where the bytes are valid in it, and
 * windows-1252 otherwise, in which every byte is a character.
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined): string {
  const label = charset?.trim().toLowerCase() ?? '';
  if (label !== '' && !/^(us-)?ascii$/.test(label)) {
    try {
      return makeDecoder(new TextDecoder(label).encoding).decode(bytes);
    } catch {
      // No charset that anybody knows.
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return makeDecoder('windows-1252').decode(bytes);
  }
}
