import { LoamError } from '@/base/errors';
import { END_OF_TEXT } from './end-of-text';
import type { TokenizerFile } from './entry';

/** The parts of a `tokenizer.json` that every BPE file has, checked. */
export interface ParsedFile {
  readonly model: Readonly<Record<string, unknown>>;
  /** Every token by id, without gaps. */
  readonly tokens: readonly string[];
  /** Ids of the model's own tokens. */
  readonly ids: ReadonlyMap<string, number>;
  /** Ids of added tokens. */
  readonly added: ReadonlyMap<string, number>;
  readonly merges: readonly (readonly [string, string])[];
  readonly endOfTextId: number;
}

export const unreadable = (what: string): LoamError =>
  new LoamError({
    code: 'tokenizer/unreadable',
    what,
    where: 'tokenizer.json',
    remedy: 'Use a tokenizer made by Loam, or a byte-level BPE tokenizer of the GPT-2 kind.',
  });

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Throws LoamError `tokenizer/unreadable`. */
export function parseTokenizerFile(file: TokenizerFile): ParsedFile {
  const { model } = file;
  if (!isRecord(model) || !isRecord(model.vocab) || !Array.isArray(model.merges))
    throw unreadable('This file holds no BPE model');
  const ids = new Map<string, number>();
  const tokens: string[] = [];
  let size = 0;
  const place = (token: string, id: unknown) => {
    if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id > 0xfffff)
      throw unreadable(`Token "${token}" has no valid id`);
    if (tokens[id] !== undefined && tokens[id] !== token) throw unreadable(`Two tokens share the id ${id}`);
    tokens[id] = token;
    size = Math.max(size, id + 1);
    return id;
  };
  for (const [token, id] of Object.entries(model.vocab)) ids.set(token, place(token, id));
  const added = new Map<string, number>();
  for (const token of Array.isArray(file.added_tokens) ? file.added_tokens : []) {
    if (!isRecord(token) || typeof token.content !== 'string') throw unreadable('An added token has no content');
    if (token.lstrip === true || token.rstrip === true || token.single_word === true)
      throw unreadable(`Added token "${token.content}" swallows white space, which is not supported`);
    added.set(token.content, place(token.content, token.id));
  }
  for (let id = 0; id < size; id++) if (tokens[id] === undefined) throw unreadable(`No token has the id ${id}`);
  const endOfTextId = added.get(END_OF_TEXT) ?? ids.get(END_OF_TEXT);
  if (endOfTextId === undefined) throw unreadable(`It has no ${END_OF_TEXT}`);
  return { model, tokens, ids, added, merges: model.merges.map(parseMerge), endOfTextId };
}

/** Either `"a b"` or, in newer files, `["a", "b"]`. */
function parseMerge(merge: unknown): [string, string] {
  const parts: unknown[] = typeof merge === 'string' ? merge.split(' ') : Array.isArray(merge) ? merge : [];
  const [left, right] = parts;
  if (parts.length !== 2 || typeof left !== 'string' || typeof right !== 'string')
    throw unreadable(`Merge ${JSON.stringify(merge)} is not a pair`);
  return [left, right];
}
