import { codePointAt } from '../byte-bpe/pre-tokenize';
import { writeUtf8 } from '../byte-bpe/utf8';
import type { WriteSymbols } from '../byte-bpe/word-encoder';
import { type ParsedFile, unreadable } from '../tokenizer-file';
import { BLANK, MARK_UNIT } from './marks';

const BYTE_TOKEN = /^<0x([\dA-Fa-f]{2})>$/;

/** The byte that a token such as `<0x0A>` is decoded to. */
export function byteOf(token: string): number | undefined {
  const [, digits] = BYTE_TOKEN.exec(token) ?? [];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}

const tokenOf = (byte: number): string => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;

/**
 * Characters as ids: those of the vocabulary as they are, others as the tokens of their UTF-8 bytes; where the vocabulary has no bytes, as the
 * unknown token. Throws LoamError `tokenizer/unreadable` where it has some bytes only: then readers disagree about the order.
 */
export function characterWriter(parsed: ParsedFile): WriteSymbols {
  const idOf = characterIds(parsed);
  const byteIds = readByteIds(parsed);
  const unknown = byteIds ? -1 : readUnknown(parsed);
  const fuses = parsed.model.fuse_unk === true;
  return (text, from, to, target) => {
    let n = 0;
    for (let at = from; at < to; at++) {
      const start = at;
      const character = codePointAt(text, at, to);
      if (character > 0xffff) at++;
      // Half a character stands for none, as in the bytes.
      const id = idOf[isHalf(character) ? 0xfffd : character] as number;
      if (id >= 0) target[n++] = id;
      else if (byteIds) n = writeUtf8(text, start, at + 1, byteIds, target, n);
      else if (!fuses || n === 0 || target[n - 1] !== unknown) target[n++] = unknown;
    }
    return n;
  };
}

/** Whether there are bytes to fall back to, and not only the unknown token. */
export const hasBytes = ({ ids }: ParsedFile): boolean => ids.has(tokenOf(0));

/** Ids that stand for what is no character: merging never goes on from them in @huggingface/tokenizers, and would in Rust. */
export function fallbackTokens({ ids, model }: ParsedFile): Set<string> {
  const tokens = new Set([...Array(256).keys()].map(tokenOf).filter((token) => ids.has(token)));
  if (typeof model.unk_token === 'string') tokens.add(model.unk_token);
  return tokens;
}

const isHalf = (unit: number): boolean => (unit & ~0x7ff) === 0xd800;

/** Id of every code point that is a token, -1 of others; a blank has the mark's. */
function characterIds({ ids }: ParsedFile): Int32Array {
  const idOf = new Int32Array(0x110000).fill(-1);
  for (const [token, id] of ids) {
    if (token.length > 2) continue;
    const [first, ...rest] = token;
    if (first !== undefined && rest.length === 0) idOf[first.codePointAt(0) ?? 0] = id;
  }
  // The model sees no blanks, but marks.
  idOf[BLANK] = idOf[MARK_UNIT] as number;
  return idOf;
}

function readByteIds({ ids }: ParsedFile): Int32Array | undefined {
  const byteIds = Int32Array.from({ length: 256 }, (_, byte) => ids.get(tokenOf(byte)) ?? -1);
  const missing = byteIds.indexOf(-1);
  if (missing < 0) return byteIds;
  if (byteIds.every((id) => id < 0)) return undefined;
  throw unreadable(`The vocabulary lacks ${tokenOf(missing)}, but has other bytes`, 'model.vocab');
}

function readUnknown({ ids, model }: ParsedFile): number {
  const id = typeof model.unk_token === 'string' ? ids.get(model.unk_token) : undefined;
  if (id === undefined) throw unreadable('The vocabulary has neither bytes nor its unknown token', 'model.unk_token');
  return id;
}
