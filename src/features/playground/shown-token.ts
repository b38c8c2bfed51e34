/** A token with its spaces and line ends made visible. */
export function shownToken(text: string): string {
  if (text === '') return '∅';
  return text.replaceAll('\n', '↵').replaceAll('\t', '⇥').replaceAll(' ', '\u00b7').replaceAll('\ufffd', '▯');
}
