/** Blanks and line ends get a mark: they are part of tokens. */
export const visibleToken = (text: string): string =>
  text.replaceAll(' ', '·').replaceAll('\n', '↵').replaceAll('\t', '⇥') || '∅';
