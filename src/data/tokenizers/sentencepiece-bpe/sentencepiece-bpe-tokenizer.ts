import type { Rng } from '@/base/rng';
import { AddedTokens } from '../added-tokens';
import type { WordEnd } from '../byte-bpe/pre-tokenize';
import { readMerges } from '../byte-bpe/read-merges';
import { WordEncoder } from '../byte-bpe/word-encoder';
import { BytesTokenizer } from '../bytes-tokenizer';
import { readDecoder } from '../decoder';
import type { TokenizerFile } from '../entry';
import { MARK } from '../metaspace';
import { isRecord, type ParsedFile, unreadable } from '../tokenizer-file';
import { byteOf, characterWriter, fallbackTokens, hasBytes } from './byte-fallback';
import { readMarkedWords } from './marked-words';
import { type Marks, readMarks } from './marks';

/** Encodes [from, to) of a text. */
type EncodePart = (text: string, from: number, to: number) => void;

/**
 * BPE as SentencePiece has it (Kudo and Richardson 2018), in the files of Llama 2, TinyLlama, Mistral 7B and Gemma: characters are merged,
 * blanks are written as U+2581, and what the vocabulary lacks is written as bytes.
 */
export class SentencePieceBpeTokenizer extends BytesTokenizer {
  private readonly added: AddedTokens;
  private readonly marks: Marks;
  private readonly words: WordEncoder;
  private readonly wordEnd: WordEnd;
  private readonly strips: boolean;

  /** Throws LoamError `tokenizer/unreadable` when the file asks for what this encoder does not do. */
  constructor(file: TokenizerFile, parsed: ParsedFile) {
    const marks = readMarks(file);
    const { wordEnd, mayCut } = readMarkedWords(parsed, marks.everyMarkCuts, !hasBytes(parsed));
    super(file, parsed, pieceBytes(parsed), mayCut);
    this.strips = readStrip(file);
    for (const name of ['continuing_subword_prefix', 'end_of_word_suffix', 'dropout', 'ignore_merges'])
      if (parsed.model[name])
        throw unreadable(`It uses "${name}", which SentencePiece's BPE does not`, `model.${name}`);
    if (!parsed.ids.has(MARK)) throw unreadable('No piece is a blank', 'model.vocab');
    const fallback = fallbackTokens(parsed);
    for (const [left, right] of parsed.merges)
      if (fallback.has(left) || fallback.has(right))
        throw unreadable(`Merge "${left} ${right}" is of no characters, about which readers disagree`, 'model.merges');
    this.marks = marks;
    this.wordEnd = wordEnd;
    this.added = new AddedTokens(parsed.added, parsed.swallowing);
    this.words = new WordEncoder(wordEnd, characterWriter(parsed), readMerges(parsed));
  }

  override encode(text: string, goesOn = false): number[] {
    const ids: number[] = [];
    this.each(text, goesOn, ids, (part, from, to) => this.words.encode(part, from, to, ids));
    return ids;
  }

  encodeWithDropout(text: string, dropout: number, rng: Rng): number[] {
    const ids: number[] = [];
    this.each(text, false, ids, (part, from, to) => this.words.encodeWithDropout(part, from, to, ids, dropout, rng));
    return ids;
  }

  private each(text: string, goesOn: boolean, ids: number[], part: EncodePart): void {
    const first = goesOn ? 'goes on' : 'first';
    this.added.split(
      text,
      (from, to) => {
        let at = from;
        if (this.marks.isPutBefore(from === 0 ? first : 'further', text.charCodeAt(from))) {
          // The first word alone is copied.
          at = this.wordEnd(text, from, to);
          part(MARK + text.slice(from, at), 0, at - from + 1);
        }
        part(text, at, to);
      },
      (id) => ids.push(id),
    );
  }

  /** Without the blank that was put before the text. */
  override decode(ids: Iterable<number>): string {
    const text = super.decode(ids);
    return this.strips && text.startsWith(' ') ? text.slice(1) : text;
  }
}

/** As the decoder has it, added tokens included. */
function pieceBytes({ tokens }: ParsedFile): Uint8Array[] {
  const encoder = new TextEncoder();
  return tokens.map((token) => {
    const byte = byteOf(token);
    return byte === undefined ? encoder.encode(token.replaceAll(MARK, ' ')) : Uint8Array.of(byte);
  });
}

/** Whether decoding takes a blank away at the beginning. Throws LoamError `tokenizer/unreadable` for another decoder. */
function readStrip(file: TokenizerFile): boolean {
  const { decoders } = readDecoder(file, 'Sequence');
  const steps: unknown[] = Array.isArray(decoders) ? decoders : [];
  const [replace, ...others] = steps.map((step) => (isRecord(step) ? step : {}));
  const [, , strip] = others;
  const { type, pattern, content } = replace ?? {};
  const blanks = type === 'Replace' && content === ' ' && isRecord(pattern) && pattern.String === MARK;
  const types = others.map((step) => step.type).join();
  const known = types === 'ByteFallback,Fuse' || types === 'ByteFallback,Fuse,Strip';
  const stripsOne = !strip || (strip.content === ' ' && strip.start === 1 && !strip.stop);
  if (blanks && known && stripsOne) return strip !== undefined;
  throw unreadable(
    'Its decoder is not that of SentencePiece',
    'decoder',
    'With byte_fallback use a Sequence of Replace of "\u2581" by " ", ByteFallback, Fuse and, where a blank is put before texts, Strip of one " ".',
  );
}
