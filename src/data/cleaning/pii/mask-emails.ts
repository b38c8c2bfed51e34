const isLocal = (unit: number) =>
  (unit >= 0x61 && unit <= 0x7a) ||
  (unit >= 0x40 && unit <= 0x5a && unit !== 0x40) ||
  (unit >= 0x30 && unit <= 0x39) ||
  unit === 0x2e ||
  unit === 0x5f ||
  unit === 0x25 ||
  unit === 0x2b ||
  unit === 0x2d;
/** RFC 5321, 4.5.3.1: longest local part and domain. */
const LOCAL = 64;
const DOMAIN = 255;
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,20}[A-Za-z]{2,24}/;

/** Puts `mark` in the place of e-mail addresses. Goes from @ to @, so that text without any costs nothing. */
export function maskEmails(text: string, mark: string): string {
  let out = '';
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > from && at - start < LOCAL && isLocal(text.charCodeAt(start - 1))) start--;
    // Dots and signs of the sentence before it.
    while (start < at && /[.%+-]/.test(text.charAt(start))) start++;
    if (start === at) continue;
    const host = HOST.exec(text.slice(at + 1, at + 1 + DOMAIN));
    if (!host) continue;
    out += text.slice(from, start) + mark;
    from = at + 1 + host[0].length;
  }
  return from === 0 ? text : out + text.slice(from);
}
