import type { TokenizerFile } from '../../entry';
import { MARK } from '../../metaspace';
import { addedToken } from '../../special-tokens';
import { mobyDick } from '../../testing/samples';
import { forms } from './bpe-file';

interface Learning {
  /** Whether tokens may go on over a blank, as no model in use has it. */
  readonly overBlanks?: boolean;
  /** Whether there are bytes to fall back to. */
  readonly bytes?: boolean;
}

const CONTROL = ['<unk>', '<s>', '</s>'];
const BYTES = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);

/** A small file of the Llama 2 kind: 400 merges learned in the plainest way from some pages of a novel, runs of blanks among them. */
export function learnedFile({ overBlanks = false, bytes = true }: Learning = {}): TokenizerFile {
  const text = mobyDick().slice(100_000, 115_000).replaceAll('\n', ' '.repeat(4)).replaceAll(' ', MARK);
  const words = text.match(overBlanks ? /[^.]+/gu : /\u2581*[^\u2581]*/gu) ?? [];
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const learned = learn(counts, 400);
  const characters = [...new Set(text)].filter((character) => character !== 'z').sort();
  const merges = learned.filter(([left, right]) => !`${left}${right}`.includes('z'));
  const tokens = [...CONTROL, ...(bytes ? BYTES : []), ...characters, ...merges.map(([left, right]) => left + right)];
  return {
    added_tokens: CONTROL.map((token, id) => addedToken(id, token)),
    ...forms['Llama 2'],
    post_processor: null,
    model: {
      type: 'BPE',
      unk_token: '<unk>',
      fuse_unk: true,
      byte_fallback: true,
      vocab: Object.fromEntries([...new Set(tokens)].map((token, id) => [token, id])),
      merges: merges.map(([left, right]) => `${left} ${right}`),
    },
  };
}

/** Always the most frequent pair, the first one found among equals. */
function learn(counts: ReadonlyMap<string, number>, size: number): [string, string][] {
  const words = [...counts].map(([word, count]) => ({ symbols: Array.from(word), count }));
  const merges: [string, string][] = [];
  while (merges.length < size) {
    const pairs = new Map<string, number>();
    for (const { symbols, count } of words)
      for (let i = 0; i + 1 < symbols.length; i++) {
        const pair = `${symbols[i]} ${symbols[i + 1]}`;
        pairs.set(pair, (pairs.get(pair) ?? 0) + count);
      }
    const [best = ' '] = [...pairs].reduce((most, pair) => (pair[1] > most[1] ? pair : most), ['', 0]);
    const [left = '', right = ''] = best.split(' ');
    merges.push([left, right]);
    for (const { symbols } of words)
      for (let i = 0; i + 1 < symbols.length; i++)
        if (symbols[i] === left && symbols[i + 1] === right) symbols.splice(i, 2, left + right);
  }
  return merges;
}
