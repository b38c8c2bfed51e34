/** Arguments of a request: apart by blanks, or in quotation marks, in which two stand for one. Escaped blanks do not part. */
export function argumentsOf(text: string): string[] {
  const found: string[] = [];
  for (const [, quoted, bare] of text.matchAll(/"((?:[^"]|"")*)(?:"|$)|((?:\\.|[^\s\\]|\\$)+)/gs))
    found.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
  return found;
}
