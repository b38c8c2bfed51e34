import * as tf from '@tensorflow/tfjs';
import { Rng } from '@/base/rng';
import type { LayerCache } from '../models/entry';
import type { ModelInstance } from './model-instance';
import { type SamplingSettings, sampleToken } from './sample-token';
import { yieldToEvents } from './yield-to-events';

export interface GenerateSettings extends SamplingSettings {
  readonly maxTokens: number;
  readonly seed: number;
  /** Starts an empty prompt, and ends the text (it is not yielded). */
  readonly endOfTextId: number;
}

/**
 * Continues a prompt, token by token, with the key/value cache. When the context is full, the newer half of it is read again and
 * generation goes on from there. Ends after `maxTokens`, at the end-of-text token or, without an error, when `signal` aborts. What it took
 * on the device is freed however it ends.
 */
export async function* generate(
  model: ModelInstance,
  prompt: readonly number[],
  settings: GenerateSettings,
  signal?: AbortSignal,
): AsyncGenerator<number, 'length' | 'end of text' | 'stopped'> {
  const rng = new Rng(settings.seed).fork('generate');
  const context = model.contextLength;
  const ids = prompt.length > 0 ? prompt.slice(-context) : [settings.endOfTextId];
  let unread = ids;
  let seen: readonly number[] = [];
  let cache: readonly LayerCache[] | undefined;
  try {
    for (let count = 0; count < settings.maxTokens; count++) {
      if (signal?.aborted) return 'stopped';
      if (seen.length + unread.length > context) {
        unread = [...seen, ...unread].slice(-Math.max(1, context >> 1));
        seen = [];
        disposeCache(cache);
        cache = undefined;
      }
      const { logits, cache: next } = read(model, unread, cache);
      disposeCache(cache);
      cache = next;
      seen = [...seen, ...unread];
      const values = await logits.data();
      logits.dispose();
      const id = sampleToken(values, settings, rng);
      if (id === settings.endOfTextId) return 'end of text';
      yield id;
      unread = [id];
      await yieldToEvents();
    }
    return signal?.aborted ? 'stopped' : 'length';
  } finally {
    disposeCache(cache);
  }
}

/** Logits [V] after the last of `ids`, and the cache with them in it. */
export function read(
  model: ModelInstance,
  ids: readonly number[],
  cache?: readonly LayerCache[],
): { logits: tf.Tensor1D; cache: readonly LayerCache[] } {
  let grown: readonly LayerCache[] = [];
  const logits = tf.tidy(() => {
    const output = model.code.forward(model.shape, model.parameters, {
      ids: tf.tensor1d([...ids], 'int32'),
      batchSize: 1,
      time: ids.length,
      wantCache: true,
      ...(cache ? { cache } : {}),
    });
    grown = output.cache ?? [];
    return output.logits.slice([ids.length - 1, 0], [1, -1]).reshape<tf.Tensor1D>([-1]);
  });
  return { logits, cache: grown };
}

function disposeCache(cache: readonly LayerCache[] | undefined): void {
  for (const { keys, values } of cache ?? []) tf.dispose([keys, values]);
}
