import { LoamError } from '@/base/errors';
import { END_OF_TEXT } from './end-of-text';
import type { TokenizerFile } from './entry';
import { areCut, isSafeBlank } from './safe-cut';

export type ModelType = 'BPE' | 'WordPiece' | 'Unigram';

/** The parts of a `tokenizer.json` that every file of ours has, checked. */
export interface ParsedFile {
  readonly type: ModelType;
  readonly model: Readonly<Record<string, unknown>>;
  /** Every token by id, without gaps. */
  readonly tokens: readonly string[];
  /** Ids of the model's own tokens. */
  readonly ids: ReadonlyMap<string, number>;
  /** Ids of added tokens. */
  readonly added: ReadonlyMap<string, number>;
  /** Added tokens that swallow the white space before them (`lstrip`: RoBERTa's `<mask>`). */
  readonly swallowing: ReadonlySet<string>;
  /** Of BPE. */
  readonly merges: readonly (readonly [string, string])[];
  /** Of Unigram: natural logarithms of probabilities by id. */
  readonly scores: readonly number[];
  readonly endOfTextId: number;
}

/** What ends a document, by custom: the first of these that a file has, special ones before others (Gemma's `</s>` is a tag of HTML). */
const ENDS = [END_OF_TEXT, '<|end_of_text|>', '</s>', '<eos>', '<|im_end|>', '[SEP]'];
/** 2^20 tokens: four times the largest vocabularies in use. */
const LARGEST_ID = 0xfffff;

const KINDS =
  'Use a tokenizer made by Loam, a byte-level BPE tokenizer of the GPT-2 or Llama 3 kind, a SentencePiece BPE tokenizer of the Llama 2 or Gemma kind, a Unigram tokenizer with Metaspace, or a WordPiece tokenizer of the BERT kind.';

/** `part` is where in the file: `pre_tokenizer`, `model.vocab`. */
export const unreadable = (what: string, part = '', remedy = KINDS): LoamError =>
  new LoamError({
    code: 'tokenizer/unreadable',
    what,
    where: part === '' ? 'tokenizer.json' : `tokenizer.json, ${part}`,
    remedy,
  });

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Throws LoamError `tokenizer/unreadable`. */
export function parseTokenizerFile(file: TokenizerFile): ParsedFile {
  const { model } = file;
  if (!isRecord(model)) throw unreadable('It holds no model', 'model');
  const type = typeOf(model);
  const ids = new Map<string, number>();
  const tokens: string[] = [];
  let size = 0;
  const place = (token: string, id: unknown, part: string) => {
    if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id > LARGEST_ID)
      throw unreadable(`Token ${quoted(token)} has no valid id`, part);
    if (tokens[id] !== undefined && tokens[id] !== token) throw unreadable(`Two tokens share the id ${id}`, part);
    tokens[id] = token;
    size = Math.max(size, id + 1);
    return id;
  };
  const scores: number[] = [];
  for (const [token, id, score] of vocabularyOf(model, type)) {
    if (ids.has(token)) throw unreadable(`Token ${quoted(token)} stands there twice`, 'model.vocab');
    ids.set(token, place(token, id, 'model.vocab'));
    if (score !== undefined) scores.push(score);
  }
  const added = new Map<string, number>();
  const swallowing = new Set<string>();
  const special = new Set<string>();
  const normalizes = file.normalizer !== null && file.normalizer !== undefined;
  for (const token of Array.isArray(file.added_tokens) ? file.added_tokens : []) {
    const content = addedContent(token, normalizes);
    if (added.has(content)) throw unreadable(`Token ${quoted(content)} stands there twice`, 'added_tokens');
    const id = place(content, isRecord(token) ? token.id : undefined, 'added_tokens');
    if ((ids.get(content) ?? id) !== id)
      throw unreadable(`Token ${quoted(content)} has another id in model.vocab`, 'added_tokens');
    added.set(content, id);
    if (isRecord(token) && token.lstrip === true) swallowing.add(content);
    if (isRecord(token) && token.special === true) special.add(content);
  }
  for (let id = 0; id < size; id++)
    if (tokens[id] === undefined) throw unreadable(`No token has the id ${id}`, 'model.vocab');
  const end = [special, added, ids].map((known) => ENDS.find((token) => known.has(token))).find(Boolean) ?? '';
  const endOfTextId = added.get(end) ?? ids.get(end);
  if (endOfTextId === undefined)
    throw unreadable(
      `It has no token that ends a text: none of ${ENDS.join(', ')}`,
      'added_tokens',
      `Add one to its added_tokens, for example ${END_OF_TEXT}, with the next free id.`,
    );
  const merges = type === 'BPE' && Array.isArray(model.merges) ? model.merges.map(parseMerge) : [];
  return { type, model, tokens, ids, added, swallowing, merges, scores, endOfTextId };
}

/** Older files have no `type`: what has merges is BPE. */
function typeOf(model: Readonly<Record<string, unknown>>): ModelType {
  const type = model.type ?? (Array.isArray(model.merges) ? 'BPE' : undefined);
  if (type === 'BPE' && isRecord(model.vocab) && Array.isArray(model.merges)) return type;
  if (type === 'WordPiece' && isRecord(model.vocab)) return type;
  if (type === 'Unigram' && Array.isArray(model.vocab)) return type;
  throw unreadable('It holds no BPE, Unigram or WordPiece model', 'model.type');
}

function* vocabularyOf(
  { vocab }: Readonly<Record<string, unknown>>,
  type: ModelType,
): Generator<readonly [token: string, id: unknown, score?: number]> {
  if (type !== 'Unigram') {
    for (const [token, id] of Object.entries(isRecord(vocab) ? vocab : {})) yield [token, id];
    return;
  }
  let id = 0;
  for (const piece of Array.isArray(vocab) ? vocab : []) {
    const [token, score]: unknown[] = Array.isArray(piece) ? piece : [];
    // A probability above one is none, and scores without bound would not add up.
    if (typeof token !== 'string' || typeof score !== 'number' || !(score <= 0 && score > -1e6))
      throw unreadable(`Piece ${id} is not a token with the logarithm of its probability`, 'model.vocab');
    yield [token, id++, score];
  }
}

function addedContent(token: unknown, normalizes: boolean): string {
  if (!isRecord(token) || typeof token.content !== 'string' || token.content === '')
    throw unreadable('An added token has no content', 'added_tokens');
  const { content } = token;
  if (token.rstrip === true)
    throw unreadable(
      `Added token ${quoted(content)} swallows the white space behind it, which is not supported`,
      'added_tokens',
      `Set "rstrip" of this token to false, if its white space may stay.`,
    );
  if (token.single_word === true)
    throw unreadable(`Added token ${quoted(content)} is for whole words only, which is not supported`, 'added_tokens');
  if (areCut([content], isSafeBlank))
    throw unreadable(`Added token ${quoted(content)} has a blank within, which is not supported`, 'added_tokens');
  if (normalizes && (token.normalized ?? token.special !== true) === true)
    throw unreadable(
      `Added token ${quoted(content)} is looked for in normalized text, which is not supported`,
      'added_tokens',
    );
  return content;
}

/** Either `"a b"` or, in newer files, `["a", "b"]`. */
function parseMerge(merge: unknown): [string, string] {
  const parts: unknown[] = typeof merge === 'string' ? merge.split(' ') : Array.isArray(merge) ? merge : [];
  const [left, right] = parts;
  if (parts.length !== 2 || typeof left !== 'string' || typeof right !== 'string')
    throw unreadable(`Merge ${quoted(JSON.stringify(merge) ?? '')} is not a pair`, 'model.merges');
  return [left, right];
}

/** Short enough for a sentence. */
const quoted = (token: string): string => `"${token.length > 40 ? `${token.slice(0, 40)}...` : token}"`;
