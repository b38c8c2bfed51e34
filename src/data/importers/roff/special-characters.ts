/** Names of characters, as `\(bu` and `\[bu]` give them (groff_char(7)); those that text really has. */
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ ss: 'ß', AE: 'Æ', ae: 'æ', OE: 'Œ', oe: 'œ', '/O': 'Ø', '/o': 'ø', '/L': 'Ł', '/l': 'ł', '-D': 'Ð', Sd: 'ð' },
    ...{
      TP: 'Þ',
      Tp: 'þ',
      '.i': 'ı',
      en: '–',
      em: '—',
      hy: '-',
      mi: '−',
      pl: '+',
      mu: '×',
      di: '÷',
      sl: '/',
      '+-': '±',
    },
    ...{ lq: '“', rq: '”', oq: '‘', cq: '’', aq: "'", dq: '"', Bq: '„', bq: '‚', Fo: '«', Fc: '»', fo: '‹', fc: '›' },
    ...{ bu: '•', co: '©', rg: '®', tm: '™', rs: '\\', ha: '^', ti: '~', ga: '`', aa: '´', ul: '_', ru: '_', ba: '|' },
    ...{
      br: '|',
      at: '@',
      sh: '#',
      Do: '$',
      de: '°',
      sc: '§',
      ps: '¶',
      dg: '†',
      dd: '‡',
      fm: '′',
      sd: '″',
      lB: '[',
      rB: ']',
    },
    ...{
      lC: '{',
      rC: '}',
      la: '⟨',
      ra: '⟩',
      '<=': '≤',
      '>=': '≥',
      '!=': '≠',
      '==': '≡',
      '~=': '≈',
      '->': '→',
      '<-': '←',
    },
    ...{ if: '∞', '12': '½', '14': '¼', '34': '¾', S1: '¹', S2: '²', S3: '³', 'r!': '¡', 'r?': '¿', Eu: '€', Po: '£' },
    ...{
      Ye: '¥',
      ct: '¢',
      '*a': 'α',
      '*b': 'β',
      '*m': 'μ',
      mc: 'µ',
      sq: '□',
      OK: '✓',
      tf: '∴',
      is: '∫',
      sr: '√',
      no: '¬',
    },
  }),
);

/** `:u` is a u with two dots: accents by the first character, as combining marks. */
const ACCENTS: Readonly<Record<string, string>> = {
  ':': '\u0308',
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '~': '\u0303',
  ',': '\u0327',
  o: '\u030a',
  v: '\u030c',
};

/** A character by its name; empty where it has none that is known. */
export function specialCharacter(name: string): string {
  const known = NAMED.get(name);
  if (known !== undefined) return known;
  const code = /^u([0-9A-F]{4,6})(_[0-9A-F_]+)?$/.exec(name);
  if (code) {
    const points = name
      .slice(1)
      .split('_')
      .map((hex) => Number.parseInt(hex, 16));
    return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points).normalize('NFC') : '';
  }
  const [accent = '', letter = '', ...more] = name;
  const mark = ACCENTS[accent];
  return mark && more.length === 0 && /[a-z]/i.test(letter) ? (letter + mark).normalize('NFC') : '';
}
