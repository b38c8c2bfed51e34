import { AddedTokens } from '../added-tokens';
import { BytesTokenizer } from '../bytes-tokenizer';
import { readDecoder } from '../decoder';
import type { TokenizerFile } from '../entry';
import { isSafeCut } from '../safe-cut';
import { type ParsedFile, unreadable } from '../tokenizer-file';
import { UNKNOWN } from './tokenizer-file';

/** Whether the file is of the kind that our `characters` entry writes: BPE without merges, with an unknown token, on whole texts. */
export function isCharacterFile(file: TokenizerFile, parsed: ParsedFile): boolean {
  return parsed.merges.length === 0 && parsed.model.unk_token === UNKNOWN && !file.pre_tokenizer;
}

/** One id for each code point. */
export class CharacterTokenizer extends BytesTokenizer {
  private readonly added: AddedTokens;
  /** Id of every code point. */
  private readonly idOf = new Int32Array(0x110000);

  constructor(file: TokenizerFile, parsed: ParsedFile) {
    const encoder = new TextEncoder();
    super(
      file,
      parsed,
      parsed.tokens.map((token) => encoder.encode(token)),
      isSafeCut,
    );
    readDecoder(file, 'Fuse');
    if (file.normalizer) throw unreadable('It normalizes text, which is not supported with characters', 'normalizer');
    for (const name of [
      'continuing_subword_prefix',
      'end_of_word_suffix',
      'byte_fallback',
      'fuse_unk',
      'ignore_merges',
    ])
      if (parsed.model[name]) throw unreadable(`It uses "${name}", which characters do not`, `model.${name}`);
    const unknown = parsed.ids.get(UNKNOWN);
    if (unknown === undefined) throw unreadable(`The vocabulary lacks ${UNKNOWN}`);
    this.added = new AddedTokens(parsed.added, parsed.swallowing);
    this.idOf.fill(unknown);
    for (const [token, id] of parsed.ids) {
      const [first, ...rest] = token;
      if (first !== undefined && rest.length === 0) this.idOf[first.codePointAt(0) ?? 0] = id;
    }
  }

  override encode(text: string): number[] {
    const ids: number[] = [];
    const section = (from: number, to: number) => {
      for (let i = from; i < to; i++) {
        const codePoint = text.codePointAt(i) ?? 0;
        ids.push(this.idOf[codePoint] as number);
        if (codePoint > 0xffff) i++;
      }
    };
    this.added.split(text, section, (id) => ids.push(id));
    return ids;
  }
}
