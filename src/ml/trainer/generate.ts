import type { ModelRunner, NextToken } from '../execution/runner';
import { yieldToEvents } from './yield-to-events';

export interface GenerateSettings {
  /** 0 takes the most probable token. */
  readonly temperature: number;
  /** Keep the k most probable; 0 keeps all. */
  readonly topK: number;
  /** Keep the fewest tokens whose probabilities sum to at least p; 1 keeps all. */
  readonly topP: number;
  readonly maxTokens: number;
  readonly seed: number;
  /** Starts an empty prompt, and ends the text (it is not yielded). */
  readonly endOfTextId: number;
}

/**
 * Continues a prompt, token by token, with the key/value cache. When the context is full, the newer half of it is read again and
 * generation goes on from there. Ends after `maxTokens`, at the end-of-text token or, without an error, when `signal` aborts.
 */
export async function* generate(
  model: ModelRunner,
  prompt: readonly number[],
  { maxTokens, endOfTextId, ...sampling }: GenerateSettings,
  signal?: AbortSignal,
): AsyncGenerator<number, 'length' | 'end of text' | 'stopped'> {
  const context = model.definition.contextLength;
  /** What the model has in its context, and what it has written since. */
  let text = prompt.length > 0 ? prompt.slice(-context) : [endOfTextId];
  /** Positions that are read once all that was asked for is done. */
  let read = 0;
  let asked = 0;
  const coming: Promise<number>[] = [];
  const ask = (token: (next: NextToken) => Promise<number>) => {
    const one = token({ ...sampling, position: asked++ });
    one.catch(() => {}); // awaited below, or the text has ended
    coming.push(one);
  };
  try {
    for (let count = 0; count < maxTokens; count++) {
      if (signal?.aborted) return 'stopped';
      if (coming.length === 0 && (read === 0 || read >= context)) {
        if (read > 0) text = text.slice(-Math.max(1, context >> 1));
        read = text.length;
        ask((next) => model.prefill(text, next));
      }
      // The GPU chooses ahead of what has been seen here.
      while (coming.length < model.ahead && read < context && asked < maxTokens) {
        const at = read++;
        ask((next) => model.decode(at, next));
      }
      const id = (await coming.shift()) ?? endOfTextId;
      if (id === endOfTextId) return 'end of text';
      text.push(id);
      yield id;
      await yieldToEvents();
    }
    return signal?.aborted ? 'stopped' : 'length';
  } finally {
    await Promise.allSettled(coming);
  }
}
