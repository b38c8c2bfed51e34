export interface VisiblePiece {
  readonly text: string;
  /** Set for a stand-in of something that cannot be seen: its name. */
  readonly name?: string;
}

const NAMED: Readonly<Record<string, readonly [picture: string, name: string]>> = {
  '\n': ['↵\n', 'line feed'],
  '\r': ['CR', 'carriage return'],
  '\t': ['⇥\t', 'tab'],
  '\u00a0': ['NBSP', 'no-break space'],
  '\u00ad': ['SHY', 'soft hyphen'],
  '\u200b': ['ZWSP', 'zero width space'],
  '\u200c': ['ZWNJ', 'zero width non-joiner'],
  '\u200d': ['ZWJ', 'zero width joiner'],
  '\u200e': ['LRM', 'left-to-right mark'],
  '\u200f': ['RLM', 'right-to-left mark'],
  '\u2060': ['WJ', 'word joiner'],
  '\ufeff': ['BOM', 'byte-order mark'],
  '\ufffd': ['�', 'replacement character'],
};
const UNSEEN = /[\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd]/;

/** A text cut where it holds characters that nobody would see, each with a picture that stands for it. */
export function visiblePieces(text: string): VisiblePiece[] {
  const pieces: VisiblePiece[] = [];
  let rest = text;
  while (rest.length > 0) {
    const at = rest.search(UNSEEN);
    if (at !== 0) pieces.push({ text: at < 0 ? rest : rest.slice(0, at) });
    if (at < 0) break;
    pieces.push(standIn(rest.charAt(at)));
    rest = rest.slice(at + 1);
  }
  return pieces;
}

function standIn(character: string): VisiblePiece {
  const code = character.charCodeAt(0);
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const known = NAMED[character];
  if (known) return { text: known[0], name: known[1] };
  return { text: hex, name: `control ${hex}` };
}
