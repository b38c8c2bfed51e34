import type { Tokenizer, TokenizerFile } from '../entry';
import type { ParsedFile } from '../tokenizer-file';
import { ByteUnigramTokenizer } from './byte-unigram-tokenizer';
import { isMetaspace, MetaspaceUnigramTokenizer } from './metaspace-unigram-tokenizer';

/** Unigram on bytes (ours) or with Metaspace (SentencePiece's, as in T5 and XLM-R). Others throw LoamError `tokenizer/unreadable`. */
export function loadUnigram(file: TokenizerFile, parsed: ParsedFile): Tokenizer {
  return isMetaspace(file.pre_tokenizer)
    ? new MetaspaceUnigramTokenizer(file, parsed)
    : new ByteUnigramTokenizer(file, parsed);
}
