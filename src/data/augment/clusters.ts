/** What follows a character and belongs to it: marks, joiners, variation selectors, skin tones, tags of flags. */
const belongs = (codePoint: number): boolean =>
  codePoint > 0x2ff &&
  (codePoint === 0x200d ||
    (codePoint >= 0x1f3fb && codePoint <= 0x1f3ff) ||
    (codePoint >= 0xe0020 && codePoint <= 0xe007f) ||
    /^\p{M}$/u.test(String.fromCodePoint(codePoint)));

const isFlagLetter = (codePoint: number): boolean => codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;

/**
 * Characters as people count them, near enough to UAX 29 that reversing them keeps every accent on its letter and every emoji whole: a code
 * point with all that belongs to it, what a zero-width joiner joins, two flag letters, CR LF.
 */
export function splitClusters(text: string): string[] {
  const clusters: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = clusterEnd(text, at);
    clusters.push(text.slice(at, end));
    at = end;
  }
  return clusters;
}

function clusterEnd(text: string, from: number): number {
  const first = text.codePointAt(from) ?? 0;
  let at = from + width(first);
  if (first === 0x0d && text.charCodeAt(at) === 0x0a) return at + 1;
  const second = text.codePointAt(at) ?? 0;
  if (isFlagLetter(first) && isFlagLetter(second)) at += 2;
  while (at < text.length) {
    const codePoint = text.codePointAt(at) ?? 0;
    if (!belongs(codePoint)) break;
    at += width(codePoint);
    // Nothing is joined to the end of the text, nor white space to anything.
    if (codePoint === 0x200d && at < text.length && text.charCodeAt(at) > 0xff) at += width(text.codePointAt(at) ?? 0);
  }
  return at;
}

const width = (codePoint: number): number => (codePoint > 0xffff ? 2 : 1);
