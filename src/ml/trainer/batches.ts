import { LoamError } from '@/base/errors';
import type { Rng } from '@/base/rng';
import type { Batch } from '@/schema/batch';

/** Packed token ids at rest. Structurally a storage `FileReader` plus the width of an id. */
export interface TokenFile {
  readonly reader: { readonly sizeBytes: number; read(target: Uint8Array, offset: number): number };
  /** 2: little-endian uint16; 4: little-endian uint32. */
  readonly tokenBytes: 2 | 4;
}

export function tokenCount({ reader, tokenBytes }: TokenFile): number {
  return Math.floor(reader.sizeBytes / tokenBytes);
}

/** Ids `from .. from + count - 1`, fewer at the end of the file. */
export function readTokens({ reader, tokenBytes }: TokenFile, from: number, count: number): Uint16Array | Uint32Array {
  const bytes = new Uint8Array(count * tokenBytes);
  const got = Math.floor(reader.read(bytes, from * tokenBytes) / tokenBytes);
  // Every platform with WebGPU or Node is little-endian.
  return tokenBytes === 2 ? new Uint16Array(bytes.buffer, 0, got) : new Uint32Array(bytes.buffer, 0, got);
}

/**
 * B windows of T tokens at random places, each token's target being the one after it. A pure function of (rng's state, index): a run that
 * is resumed at a step sees what it would have seen.
 * @param index number of the batch in the run, micro-batches counted
 * Throws LoamError `train/too-short` when the text does not hold one window and the token after it.
 */
export function randomBatch(file: TokenFile, rng: Rng, index: number, batchSize: number, time: number): Batch {
  const places = tokenCount(file) - time;
  if (places < 1)
    throw new LoamError({
      code: 'train/too-short',
      what: `The training text has ${tokenCount(file)} tokens; one window of context needs ${time + 1}`,
      where: 'training text',
      remedy: 'Add text, or choose a shorter context length.',
    });
  const stream = rng.fork(`batch ${index}`);
  const starts = Array.from({ length: batchSize }, () => stream.integer(places));
  return windows(file, starts, batchSize, time);
}

/**
 * Fixed, evenly spread held-out windows, in batches of one shape; the last is filled up with positions without a target.
 * Throws LoamError `train/no-validation` when fewer than two tokens were held out.
 */
export function validationBatches(file: TokenFile, count: number, batchSize: number, time: number): Batch[] {
  const tokens = tokenCount(file);
  if (tokens < 2)
    throw new LoamError({
      code: 'train/no-validation',
      what: 'The held-out text has fewer than two tokens',
      where: 'validation text',
      remedy: 'Add text, or hold out a larger share of it.',
    });
  const available = Math.max(1, Math.floor((tokens - 1) / time));
  const taken = Math.min(count, available);
  const starts = Array.from({ length: taken }, (_, i) => Math.floor((i * available) / taken) * time);
  return inBatches(file, starts, batchSize, time);
}

/** Batches of windows starting at given places, all of one shape. */
export function inBatches(file: TokenFile, starts: readonly number[], batchSize: number, time: number): Batch[] {
  const batches: Batch[] = [];
  for (let at = 0; at < starts.length; at += batchSize)
    batches.push(windows(file, starts.slice(at, at + batchSize), batchSize, time));
  return batches;
}

function windows(file: TokenFile, starts: readonly number[], batchSize: number, time: number): Batch {
  const inputs = new Int32Array(batchSize * time);
  const targets = new Int32Array(batchSize * time).fill(-1);
  starts.forEach((start, row) => {
    const ids = readTokens(file, start, time + 1);
    inputs.set(ids.subarray(0, time), row * time);
    targets.set(ids.subarray(1), row * time);
  });
  return { batchSize, time, inputs, targets };
}
