import type { Rng } from '@/base/rng';
import { AddedTokens } from '../added-tokens';
import { BytesTokenizer } from '../bytes-tokenizer';
import type { TokenizerFile } from '../entry';
import { type ParsedFile, unreadable } from '../tokenizer-file';
import { bytesOfToken, characterToByte } from './byte-alphabet';
import type { Merges } from './merges';
import { PairTable } from './pair-table';
import { GPT2_PATTERN } from './pre-tokenize';
import { WordEncoder } from './word-encoder';

/** Byte-level BPE as GPT-2 has it, from any `tokenizer.json` of that kind. */
export class ByteBpeTokenizer extends BytesTokenizer {
  private readonly added: AddedTokens;
  private readonly words: WordEncoder;

  /** Throws LoamError `tokenizer/unreadable` when the file asks for what this encoder does not do. */
  constructor(file: TokenizerFile, parsed: ParsedFile) {
    super(
      file,
      parsed,
      parsed.tokens.map((token, id) => tokenBytes(token, id, parsed)),
    );
    refuseOtherKinds(file, parsed);
    this.added = new AddedTokens(parsed.added);
    this.words = new WordEncoder(byteIds(parsed), readMerges(parsed));
  }

  override encode(text: string): number[] {
    const ids: number[] = [];
    this.added.split(
      text,
      (from, to) => this.words.encode(text, from, to, ids),
      (id) => ids.push(id),
    );
    return ids;
  }

  encodeWithDropout(text: string, dropout: number, rng: Rng): number[] {
    const ids: number[] = [];
    this.added.split(
      text,
      (from, to) => this.words.encodeWithDropout(text, from, to, ids, dropout, rng),
      (id) => ids.push(id),
    );
    return ids;
  }
}

function tokenBytes(token: string, id: number, parsed: ParsedFile): Uint8Array {
  if (parsed.added.get(token) === id) return new TextEncoder().encode(token);
  const bytes = bytesOfToken(token);
  if (!bytes) throw unreadable(`Token ${id} ("${token}") is not written in the byte-level alphabet`);
  return bytes;
}

function byteIds(parsed: ParsedFile): Int32Array {
  const ids = new Int32Array(256);
  for (const [code, byte] of characterToByte) {
    const id = parsed.ids.get(String.fromCharCode(code));
    if (id === undefined) throw unreadable(`The vocabulary lacks byte ${byte}`);
    ids[byte] = id;
  }
  return ids;
}

function readMerges(parsed: ParsedFile): Merges {
  const pairs = new PairTable(parsed.merges.length + 1);
  const merged: number[] = [];
  for (const [left, right] of parsed.merges) {
    const a = parsed.ids.get(left);
    const b = parsed.ids.get(right);
    const both = parsed.ids.get(left + right);
    if (a === undefined || b === undefined || both === undefined)
      throw unreadable(`Merge "${left} ${right}" uses a token that the vocabulary lacks`);
    if (pairs.find(a, b) >= 0) throw unreadable(`Merge "${left} ${right}" stands there twice`);
    pairs.add(a, b);
    merged.push(both);
  }
  return { pairs, merged: Int32Array.from(merged) };
}

function refuseOtherKinds(file: TokenizerFile, parsed: ParsedFile): void {
  if (file.normalizer) throw unreadable('It normalizes text, which GPT-2 tokenizers do not');
  for (const name of ['continuing_subword_prefix', 'end_of_word_suffix', 'dropout', 'byte_fallback', 'ignore_merges']) {
    if (parsed.model[name]) throw unreadable(`It uses "${name}", which GPT-2 tokenizers do not`);
  }
  const steps = preTokenizers(file.pre_tokenizer);
  const last = steps.at(-1);
  const [first] = steps;
  if (last?.type !== 'ByteLevel' || last.add_prefix_space === true || steps.length > 2)
    throw unreadable('Its pre-tokenizer is not byte-level in the way of GPT-2');
  const builtIn = steps.length === 1 && last.use_regex !== false;
  const pattern =
    first?.type === 'Split' && first.behavior === 'Isolated' && first.invert !== true ? first.pattern : undefined;
  const spelled = isRecord(pattern) && pattern.Regex === GPT2_PATTERN && last.use_regex === false;
  if (!builtIn && !spelled) throw unreadable('It cuts words by another pattern than that of GPT-2');
}

function preTokenizers(value: unknown): Record<string, unknown>[] {
  if (!isRecord(value)) return [];
  if (value.type !== 'Sequence') return [value];
  return Array.isArray(value.pretokenizers) ? value.pretokenizers.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
