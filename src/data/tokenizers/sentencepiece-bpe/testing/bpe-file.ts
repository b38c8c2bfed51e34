import type { TokenizerFile } from '../../entry';
import { MARK } from '../../metaspace';
import { addedToken } from '../../special-tokens';
import { type Piece, sentencePieces } from '../../unigram/testing/sentencepiece-model';

const replace = { type: 'Replace', pattern: { String: ' ' }, content: MARK };
const decoders = [
  { type: 'Replace', pattern: { String: MARK }, content: ' ' },
  { type: 'ByteFallback' },
  { type: 'Fuse' },
];
const stripping = {
  type: 'Sequence',
  decoders: [...decoders, { type: 'Strip', content: ' ', start: 1, stop: 0 }],
};

/** The outer parts of the files of these models. */
export const forms = {
  'Llama 2': {
    normalizer: { type: 'Sequence', normalizers: [{ type: 'Prepend', prepend: MARK }, replace] },
    pre_tokenizer: null,
    decoder: stripping,
  },
  Gemma: { normalizer: replace, pre_tokenizer: null, decoder: { type: 'Sequence', decoders } },
  'Gemma 2': {
    normalizer: replace,
    pre_tokenizer: { type: 'Split', pattern: { String: ' ' }, behavior: 'MergedWithPrevious', invert: false },
    decoder: { type: 'Sequence', decoders },
  },
  ...Object.fromEntries(
    ['first', 'always', 'never'].map((scheme) => [
      `Metaspace, ${scheme}`,
      {
        normalizer: null,
        pre_tokenizer: { type: 'Metaspace', replacement: MARK, prepend_scheme: scheme, split: false },
        decoder: scheme === 'never' ? { type: 'Sequence', decoders } : stripping,
      },
    ]),
  ),
} satisfies Record<string, object>;

/** A BPE model of Google's SentencePiece as a `tokenizer.json`, in the form of Llama 2 unless `changes` has another. */
export function bpeFile(model: Uint8Array, changes: object = {}): TokenizerFile {
  const pieces = sentencePieces(model);
  return {
    // The unknown (2) and the control marks (3).
    added_tokens: pieces.flatMap(({ text, type }, id) => (type === 2 || type === 3 ? [addedToken(id, text)] : [])),
    ...forms['Llama 2'],
    post_processor: null,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: pieces.find(({ type }) => type === 2)?.text,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      ignore_merges: false,
      vocab: Object.fromEntries(pieces.map(({ text }, id) => [text, id])),
      merges: mergesOf(pieces),
    },
    ...changes,
  };
}

/** Merges that make each piece of two others, by the score of what is made, the longer left one first among equals, as transformers converts them. */
function mergesOf(pieces: readonly Piece[]): [string, string][] {
  const known = new Set(pieces.map(({ text }) => text));
  const made = pieces.flatMap(({ text, score }) => {
    const characters = Array.from(text);
    return characters.slice(1).flatMap((_, i) => {
      const left = characters.slice(0, i + 1).join('');
      const right = characters.slice(i + 1).join('');
      return known.has(left) && known.has(right) ? [{ left, right, score, leftLength: i }] : [];
    });
  });
  made.sort((a, b) => b.score - a.score || b.leftLength - a.leftLength);
  return made.map(({ left, right }) => [left, right]);
}
