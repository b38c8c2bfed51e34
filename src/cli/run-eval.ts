import { LoamError } from '@/base/errors';
import type { Tokenizer } from '@/data/tokenizers/entry';
import type { ModelRunner } from '@/ml/execution/runner';
import { evaluateIds } from '@/ml/trainer/evaluate';
import { bytesPerId } from '@/workers/corpus-files';
import type { Arguments } from './arguments';
import { openCliDevice } from './devices';
import { IdList } from './id-list';
import { opened } from './input-files';
import { openStoredModel } from './stored-model';
import type { Terminal } from './terminal';
import { textPieces } from './text-pieces';

export async function runEval(
  { positionals: [folder = '', ...paths], ...given }: Arguments,
  terminal: Terminal,
): Promise<void> {
  const files = await Promise.all(paths.map(async (path) => ({ path, blob: await opened(path) })));
  const device = await openCliDevice(given.text('device'), terminal);
  try {
    const { model, tokenizer } = await openStoredModel(folder);
    let tokens = 0;
    let nats = 0;
    let bytes = 0;
    for (const { path, blob } of files) {
      const judged = await Promise.race([judge(model, tokenizer, blob, path, terminal), device.failed]);
      tokens += judged.tokens;
      nats += judged.nats;
      bytes += judged.bytes;
    }
    model.dispose();
    if (tokens === 0)
      throw new LoamError({
        code: 'eval/too-short',
        what: 'There are fewer than two tokens of text, so nothing can be predicted',
        where: paths.join(', '),
        remedy: 'Give a longer text.',
      });
    const loss = nats / tokens;
    const line = { tokens, loss, perplexity: Math.exp(loss), bitsPerByte: nats / (Math.LN2 * bytes) };
    await terminal.out(`${JSON.stringify(line)}\n`);
  } finally {
    device.dispose();
  }
}

async function judge(model: ModelRunner, tokenizer: Tokenizer, blob: Blob, path: string, terminal: Terminal) {
  const ids = new IdList();
  let bytes = 0;
  for await (const piece of textPieces(blob, path, terminal, tokenizer)) {
    ids.append(tokenizer.encode(piece, bytes > 0));
    bytes += Buffer.byteLength(piece);
  }
  if (ids.length < 2) return { tokens: 0, nats: 0, bytes };
  const { tokens, loss } = await evaluateIds(model, ids.values, bytesPerId(tokenizer));
  return { tokens, nats: loss * tokens, bytes };
}
