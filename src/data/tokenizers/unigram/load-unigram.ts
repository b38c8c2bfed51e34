import type { Tokenizer, TokenizerFile } from '../entry';
import { isRecord, type ParsedFile } from '../tokenizer-file';
import { ByteUnigramTokenizer } from './byte-unigram-tokenizer';
import { MetaspaceUnigramTokenizer } from './metaspace-unigram-tokenizer';

/** Unigram on bytes (ours) or with Metaspace (SentencePiece's, as in T5 and XLM-R). Others throw LoamError `tokenizer/unreadable`. */
export function loadUnigram(file: TokenizerFile, parsed: ParsedFile): Tokenizer {
  const metaspace = isRecord(file.pre_tokenizer) && file.pre_tokenizer.type === 'Metaspace';
  return metaspace ? new MetaspaceUnigramTokenizer(file, parsed) : new ByteUnigramTokenizer(file, parsed);
}
