/** Bounded or ended by the sign they begin with: linear in the line. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/^ {0,3}(?:> ?){1,20}/, ''],
  [/^ {0,3}#{1,6} +/, ''],
  [/ +#{1,6} *$/, ''],
  [/^( {0,20})(?:[-*+]) +(?:\[[ xX]\] +)?/, '$1'],
  // Pictures, then links: their text stays.
  [/!\[([^[\]]{0,1000})\]\([^()\s]{0,2000}(?: "[^"]{0,500}")?\)/g, '$1'],
  [/\[([^[\]]{0,1000})\]\([^()\s]{0,2000}(?: "[^"]{0,500}")?\)/g, '$1'],
  [/\[([^[\]]{1,1000})\]\[[^[\]]{0,200}\]/g, '$1'],
  [/<(https?:\/\/[^\s<>]{1,2000})>/g, '$1'],
  [/(\*\*\*|\*\*|\*)(?=[^\s*])([^*]{0,1000}[^\s*])\1(?!\*)/g, '$2'],
  [/(?<![\p{L}\p{N}_])(___|__|_)(?=[^\s_])([^_]{0,1000}[^\s_])\1(?![\p{L}\p{N}_])/gu, '$2'],
  [/~~([^~]{1,1000})~~/g, '$1'],
  [/`{1,3}([^`]{1,1000})`{1,3}/g, '$1'],
];
const RULE = /^ {0,3}(?:(?:\* ?){3,100}|(?:- ?){3,100}|(?:_ ?){3,100}|={3,200})$/;
const FENCE = /^ {0,3}(?:```|~~~)[^`]{0,200}$/;

/** A line of Markdown (CommonMark 0.31) as a person would read it; undefined for one of nothing but signs. */
export function markdownLine(line: string): string | undefined {
  if (RULE.test(line) || FENCE.test(line)) return undefined;
  return MARKS.reduce((text, [marks, by]) => text.replace(marks, by), line);
}
