export interface Unit {
  readonly symbol: string;
  readonly metres: number;
  /** Spellings, as a regular expression without groups. */
  readonly words: string;
  /** The same behind a length in a larger unit, where less is needed to tell. */
  readonly after?: string;
}

/** From small to large. "in" alone is an inch only where no word follows: "5 in total" has none. */
export const IMPERIAL: readonly Unit[] = [
  {
    symbol: 'in',
    metres: 0.0254,
    words: 'inch(?:es)?|in\\.(?=\\s+[a-z]|[,;)])|in(?!\\w|\\s+[a-z])',
    after: 'inch(?:es)?|in\\b',
  },
  { symbol: 'ft', metres: 0.3048, words: 'feet|foot|ft\\b\\.?' },
  { symbol: 'yd', metres: 0.9144, words: 'yards?|yds?\\b\\.?' },
  { symbol: 'mi', metres: 1609.344, words: 'miles?|mi\\b(?!\\.)' },
];
/** "5 m" may be millions of money: after a sign of a currency it is none. */
export const METRIC: readonly Unit[] = [
  { symbol: 'mm', metres: 0.001, words: 'millimet(?:er|re)s?|mm' },
  { symbol: 'cm', metres: 0.01, words: 'centimet(?:er|re)s?|cm' },
  { symbol: 'm', metres: 1, words: 'met(?:er|re)s?|m(?![\\w²³/])' },
  { symbol: 'km', metres: 1000, words: 'kilomet(?:er|re)s?|km(?!\\s*/|h)' },
];

const NUMBER = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?';
const patterns = new Map<readonly Unit[], RegExp>();

/**
 * Lengths in units of `from` written in those of `to`: the largest that makes a number of at least 1, with as many significant digits as there
 * were, and two at least. "6 ft 2 in" is one length.
 */
export function convertLengths(text: string, from: readonly Unit[], to: readonly Unit[]): string {
  let pattern = patterns.get(from);
  if (!pattern) {
    const length = (words: readonly string[]) => `(?:${NUMBER})[ \\u00a0-]?(?:${words.join('|')})(?!\\w|-\\d)`;
    const second = length(from.map(({ words, after }) => after ?? words));
    pattern = new RegExp(`(?<![\\w.,$€£¥-])${length(from.map(({ words }) => words))}(?:,? (?:and )?${second})?`, 'gi');
    patterns.set(from, pattern);
  }
  return text.replace(pattern, (written: string, at: number) => {
    const found = converted(written, from, to);
    if (found === undefined) return written;
    // The dot of an abbreviation may end the sentence, too.
    const ends =
      written.endsWith('.') && /^\s*($|\n|\p{Lu})/u.test(text.slice(at + written.length, at + written.length + 40));
    return ends ? `${found}.` : found;
  });
}

function converted(written: string, from: readonly Unit[], to: readonly Unit[]): string | undefined {
  const parts = [...written.matchAll(new RegExp(`(${NUMBER})[ \\u00a0-]?([a-z.]+)`, 'gi'))];
  let metres = 0;
  let digits = parts.length > 1 ? 3 : 2;
  let before = Number.POSITIVE_INFINITY;
  for (const [, number = '', word = ''] of parts) {
    const unit =
      from.find(({ words }) => new RegExp(`^(?:${words})$`, 'i').test(word)) ??
      from.find(({ symbol }) => word.toLowerCase().startsWith(symbol));
    // "3 in and 5 ft" are two lengths.
    if (!unit || unit.metres >= before) return undefined;
    before = unit.metres;
    metres += Number(number.replaceAll(',', '')) * unit.metres;
    digits = Math.max(digits, significant(number));
  }
  if (metres === 0) return undefined;
  const unit = to.findLast((one) => metres >= one.metres * 0.9995) ?? to[0];
  return unit && `${Number((metres / unit.metres).toPrecision(Math.min(digits, 12)))} ${unit.symbol}`;
}

/** Digits that say something: 1,500 has two, 0.250 three. */
const significant = (number: string): number =>
  number
    .replace(/^(\d[\d,]*?)[0,]*$/, '$1')
    .replace(/[,.]/g, '')
    .replace(/^0+/, '').length;
