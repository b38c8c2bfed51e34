import type { PrepareConfig } from '@/schema/dataset';
import { herePool } from '../pool/here-pool';
import type { DocumentRanges } from '../split/text-ranges';
import { tokenizers } from '../tokenizers';
import type { Tokenizer } from '../tokenizers/entry';
import { loadTokenizer } from '../tokenizers/load-tokenizer';
import type { PrepareContext } from './prepare-dataset';
import type { TextReader } from './text-reader';

/** A tokenizer trained on these ranges of the text. */
export async function trainTokenizer(
  { id, options }: PrepareConfig['tokenizer'],
  ranges: DocumentRanges,
  text: TextReader,
  { onProgress, signal, pool }: PrepareContext,
): Promise<Tokenizer> {
  const trainer = await tokenizers.get(id).load();
  async function* pieces() {
    for (const range of ranges) yield* text.pieces(range);
  }
  const file = await trainer.train(pieces(), options, {
    signal,
    // Counting in batches takes longer where nobody shares the work.
    ...(pool && pool !== herePool ? { pool } : {}),
    // While a trainer reads it cannot know how much text there is.
    onProgress: (progress) =>
      onProgress('tokenizer', progress.unit === 'bytes' ? { ...progress, total: ranges.totalBytes } : progress),
  });
  return loadTokenizer(file);
}
