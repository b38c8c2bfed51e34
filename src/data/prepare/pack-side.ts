import type { DatasetManifest } from '@/schema/dataset';
import { herePool } from '../pool/here-pool';
import { orderedMap } from '../pool/ordered-map';
import type { TextBatch, WorkPool } from '../pool/work-pool';
import type { DocumentRanges } from '../split/text-ranges';
import type { Tokenizer } from '../tokenizers/entry';
import type { ByteSink } from './byte-sink';
import type { TextReader } from './text-reader';

/** One side of the split, packed, and how often each id occurs in it. */
export interface PackedSide {
  readonly counts: Float64Array;
  readonly side: DatasetManifest['train'];
}

/** Characters of a batch: some 10 ms of work, so that cancelling is prompt and threads share evenly. */
const BATCH = 1 << 17;

/** Encodes each range and puts an end-of-text token behind it. */
export async function packSide(
  ranges: DocumentRanges,
  text: TextReader,
  tokenizer: Tokenizer,
  tokenBytes: 2 | 4,
  sink: ByteSink,
  onText: (doneBytes: number) => Promise<void>,
  pool: WorkPool = herePool,
): Promise<PackedSide> {
  const counts = new Float64Array(tokenizer.vocabularySize);
  let tokens = 0;
  const mapper = pool.open('encode', { tokenizer: tokenizer.file });
  for await (const { batch, result } of orderedMap(textBatches(ranges, text, tokenizer), mapper)) {
    for (const id of result) counts[id] = (counts[id] ?? 0) + 1;
    tokens += result.length;
    await sink.ids(result, tokenBytes);
    await onText(batch.doneBytes);
  }
  return { counts, side: { documents: ranges.count, tokens, textBytes: ranges.totalBytes } };
}

interface PackBatch extends TextBatch {
  /** Bytes of the ranges up to the end of the batch, or a little less. */
  readonly doneBytes: number;
}

async function* textBatches(ranges: DocumentRanges, text: TextReader, tokenizer: Tokenizer): AsyncGenerator<PackBatch> {
  let texts: string[] = [];
  let ends: boolean[] = [];
  let characters = 0;
  let goesOn = false;
  let rangeBytes = 0;
  const add = (piece: string, end: boolean) => {
    texts.push(piece);
    ends.push(end);
    characters += piece.length;
    return characters >= BATCH;
  };
  const take = (doneBytes: number): PackBatch => {
    const batch = { texts, ends, goesOn, doneBytes };
    goesOn = !ends.at(-1);
    texts = [];
    ends = [];
    characters = 0;
    return batch;
  };
  for (const range of ranges) {
    let within = 0;
    for (const piece of text.pieces(range, tokenizer.mayCut)) {
      within += piece.length;
      // A character has at least a byte, so this never overtakes.
      if (add(piece, false)) yield take(rangeBytes + within);
    }
    rangeBytes += range.end - range.start;
    if (add('', true)) yield take(rangeBytes);
  }
  if (texts.length > 0) yield take(rangeBytes);
}

/** Cross-entropy, in nats a token, of the training side's add-one smoothed unigram model on the validation side. */
export function unigramLoss(train: Float64Array, validation: Float64Array): number {
  const trainTokens = train.reduce((sum, count) => sum + count, 0);
  const tokens = validation.reduce((sum, count) => sum + count, 0);
  const total = trainTokens + train.length;
  return validation.reduce((sum, count, id) => sum - count * Math.log(((train[id] ?? 0) + 1) / total), 0) / tokens;
}
