import { decodeText } from './decode-text';
import { fromBase64, fromQuotedPrintable } from './transfer-encoding';

/** Headers of messages are some kilobytes; what is longer is cut off. */
const MAX_HEADER_BYTES = 1 << 18;
const LF = 10;

/** Header fields by their names in lower case, the first of each, unfolded but not decoded; and where the body begins. */
export function readHeaders(message: Uint8Array): { fields: ReadonlyMap<string, string>; bodyStart: number } {
  let end = 0;
  let bodyStart = message.length;
  while (end < message.length) {
    const line = message.indexOf(LF, end);
    const next = line < 0 ? message.length : line + 1;
    const length = next - end;
    if (length === 1 || (length === 2 && message[end] === 13)) {
      bodyStart = next;
      break;
    }
    end = next;
  }
  const fields = new Map<string, string>();
  const text = decodeText(message.subarray(0, Math.min(end, MAX_HEADER_BYTES)), undefined);
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (name !== '' && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return { fields, bodyStart };
}

/** Encoded words (RFC 2047) as text; white space between two of them is none. */
export function decodeWords(text: string): string {
  // Characters of several bytes may be cut between words of one charset: those are joined before they are decoded.
  let out = '';
  let held: { charset: string; bytes: number[] } | undefined;
  let at = 0;
  const flush = () => {
    if (held) out += decodeText(Uint8Array.from(held.bytes), held.charset);
    held = undefined;
  };
  for (const match of text.matchAll(/=\?([\w.:-]{1,40})(?:\*[\w-]{1,20})?\?([bBqQ])\?([^?\s]{0,1000})\?=/g)) {
    const [whole, charset = '', kind = '', coded = ''] = match;
    const between = text.slice(at, match.index);
    if (!held || between.trim() !== '') {
      flush();
      out += between;
    }
    const raw = new TextEncoder().encode(coded);
    const bytes = kind.toLowerCase() === 'b' ? fromBase64(raw) : fromQuotedPrintable(raw, true);
    if (held && held.charset !== charset.toLowerCase()) flush();
    held ??= { charset: charset.toLowerCase(), bytes: [] };
    for (const byte of bytes) held.bytes.push(byte);
    at = match.index + whole.length;
  }
  flush();
  return out + text.slice(at);
}

/** A field's value and its parameters: `text/plain; charset="utf-8"`. */
export function parameters(field: string): { value: string; get(name: string): string | undefined } {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, plain] of field.matchAll(
    /;\s{0,40}([\w*-]{1,40})\s{0,40}=\s{0,40}(?:"([^"]{0,1000})"|([^\s;"]{1,1000}))/g,
  ))
    found.set(name.toLowerCase(), quoted ?? plain ?? '');
  return { value: (field.split(';')[0] ?? '').trim().toLowerCase(), get: (name) => found.get(name) };
}
