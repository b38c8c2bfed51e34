const V4 = /\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)/g;
/** At least two colons and nothing of a word around; `publicV6` looks closer. */
const V6 = /(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])/g;

/** Puts `mark` in the place of public IP addresses. */
export function maskAddresses(text: string, mark: string): string {
  const masked = text.replace(V4, (address, at: number) =>
    isPublicV4(address) && (at === 0 || !/[\w.]/.test(text.charAt(at - 1))) ? mark : address,
  );
  if (!masked.includes('::') && !/:[0-9A-Fa-f]{1,4}:/.test(masked)) return masked;
  return masked.replace(V6, (address) => (isPublicV6(address) ? mark : address));
}

/** Globally reachable by IANA's registry of special addresses (RFC 6890). */
export function isPublicV4(address: string): boolean {
  const [a = 0, b = 0, c = 0, ...rest] = address.split('.').map(Number);
  if ([a, b, c, ...rest].some((byte) => byte > 255)) return false;
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b < 128) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b < 32) return false;
  if (a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2)))) return false;
  if (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) return false;
  return !(a === 203 && b === 0 && c === 113);
}

/** In 2000::/3 and no documentation address (RFC 4291, 2.2; RFC 3849). */
export function isPublicV6(address: string): boolean {
  const [left = '', right, more] = address.split('::');
  if (more !== undefined) return false;
  const groups = [left, right ?? ''].flatMap((side) => (side === '' ? [] : side.split(':')));
  if (groups.some((group) => group === '')) return false;
  if (right === undefined ? groups.length !== 8 : groups.length > 7) return false;
  const first = left === '' ? 0 : Number.parseInt(left, 16);
  if (first < 0x2000 || first > 0x3fff) return false;
  return !(first === 0x2001 && Number.parseInt(groups[1] ?? '0', 16) === 0xdb8);
}
