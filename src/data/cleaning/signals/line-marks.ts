const BULLETS = new Set([...'•‣⁃◦▪▫●○■□►▶➢➤✓·'].map((sign) => sign.charCodeAt(0)));
/** Bullets only if a blank follows. */
const DASHES = new Set([...'-*+–—'].map((sign) => sign.charCodeAt(0)));
const QUOTATION = /\p{Quotation_Mark}/u;
const LOWER_CASE = /\p{Ll}/u;

/** Whether a line that begins with a run of characters of this length, this the first, begins with a bullet. */
export const isBullet = (first: number, length: number): boolean =>
  BULLETS.has(first) || (length === 1 && DASHES.has(first));

export const isQuotation = (codePoint: number): boolean => QUOTATION.test(String.fromCodePoint(codePoint));

export const isLowerCase = (codePoint: number): boolean =>
  codePoint < 0x80 ? codePoint >= 0x61 && codePoint <= 0x7a : LOWER_CASE.test(String.fromCodePoint(codePoint));

/** , . : ; ! ? */
export const isPlainSign = (unit: number): boolean =>
  unit === 0x2c || unit === 0x2e || unit === 0x3a || unit === 0x3b || unit === 0x21 || unit === 0x3f;

/** Hash of a line after another run of it: signs before its first word character, and all from there on. */
export function mixLine(line: number, lead: number, run: number): number {
  const mixed = Math.imul((line ^ lead) + (run ^ (run >>> 15)), 0x85ebca6b) + 1;
  return mixed ^ (mixed >>> 13);
}
