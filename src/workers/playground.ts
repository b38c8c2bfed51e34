import { LoamError } from '@/base/errors';
import type { Tokenizer } from '@/data/tokenizers/entry';
import { StreamDecoder } from '@/data/tokenizers/stream-decoder';
import type { ModelRunner } from '@/ml/execution/runner';
import { readTokens, type TokenFile, tokenCount } from '@/ml/trainer/batches';
import { generate } from '@/ml/trainer/generate';
import { judgeWindow } from '@/ml/trainer/judge-window';
import type { GenerateRequest, GenerateResult, TokenJudgement } from './protocol';

/** Text that a model writes, streamed; characters come whole. */
export async function generateText(
  model: ModelRunner,
  tokenizer: Tokenizer,
  request: GenerateRequest,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<GenerateResult> {
  const prompt = tokenizer.encode(request.prompt);
  const decoder = new StreamDecoder(tokenizer, prompt.length === 0);
  const { endOfTextId } = tokenizer;
  const stream = generate(model, prompt, { ...request, endOfTextId }, signal);
  const startedAt = performance.now();
  let tokens = 0;
  let whole = '';
  for (;;) {
    const next = await stream.next();
    const text = next.done ? decoder.end() : decoder.push(next.value);
    whole += text;
    if (text) onText(text);
    if (next.done) {
      const seconds = (performance.now() - startedAt) / 1000;
      return { text: whole, tokens, tokensPerSecond: seconds > 0 ? tokens / seconds : 0, end: next.value };
    }
    tokens++;
  }
}

/** A window of held-out text, each token but the first with the probability it was given. Windows are numbered round and round. */
export async function judgeText(
  model: ModelRunner,
  tokenizer: Tokenizer,
  validation: TokenFile,
  window: number,
): Promise<TokenJudgement[]> {
  const tokens = tokenCount(validation);
  const time = Math.min(model.definition.contextLength, tokens - 1);
  if (time < 1)
    throw new LoamError({
      code: 'train/no-validation',
      what: 'The held-out text has fewer than two tokens',
      where: 'validation text',
      remedy: 'Add text, or hold out a larger share of it.',
    });
  const windows = Math.max(1, Math.floor((tokens - 1) / time));
  const from = (((window % windows) + windows) % windows) * time;
  const ids = [...readTokens(validation, from, time + 1)];
  const text = (id: number) => new TextDecoder().decode(tokenizer.bytesOf(id));
  const judged = await judgeWindow(model, ids, 10);
  return judged.map(({ id, probability, top }) => ({
    text: text(id),
    probability,
    top: top.map((guess) => ({ text: text(guess.id), probability: guess.probability })),
  }));
}
