import type { DatasetManifest } from '@/schema/dataset';
import type { DocumentRanges } from '../split/text-ranges';
import type { Tokenizer } from '../tokenizers/entry';
import type { ByteSink } from './byte-sink';
import type { TextReader } from './text-reader';

/** One side of the split, packed, and how often each id occurs in it. */
export interface PackedSide {
  readonly counts: Float64Array;
  readonly side: DatasetManifest['train'];
}

/** Encodes each range and puts an end-of-text token behind it. */
export async function packSide(
  ranges: DocumentRanges,
  text: TextReader,
  tokenizer: Tokenizer,
  tokenBytes: 2 | 4,
  sink: ByteSink,
  onText: (doneBytes: number) => Promise<void>,
): Promise<PackedSide> {
  const counts = new Float64Array(tokenizer.vocabularySize);
  const endOfText = [tokenizer.endOfTextId];
  let tokens = 0;
  let textBytes = 0;
  const put = async (ids: readonly number[]) => {
    for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
    tokens += ids.length;
    await sink.ids(ids, tokenBytes);
  };
  for (const range of ranges) {
    let characters = 0;
    for (const piece of text.pieces(range, tokenizer.cutsAtBlanksOnly)) {
      await put(tokenizer.encode(piece));
      characters += piece.length;
      await onText(textBytes + characters); // a character has at least a byte, so this never overtakes
    }
    await put(endOfText);
    textBytes += range.end - range.start;
    await onText(textBytes);
  }
  return { counts, side: { documents: ranges.count, tokens, textBytes } };
}

/** Cross-entropy, in nats a token, of the training side's add-one smoothed unigram model on the validation side. */
export function unigramLoss(train: Float64Array, validation: Float64Array): number {
  const trainTokens = train.reduce((sum, count) => sum + count, 0);
  const tokens = validation.reduce((sum, count) => sum + count, 0);
  const total = trainTokens + train.length;
  return validation.reduce((sum, count, id) => sum - count * Math.log(((train[id] ?? 0) + 1) / total), 0) / tokens;
}
