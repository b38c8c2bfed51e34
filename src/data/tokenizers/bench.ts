/**
 * How fast our tokenizers are beside @huggingface/tokenizers, on Moby Dick (1.19 MB): `npx tsx src/data/tokenizers/bench.ts`.
 *
 * Results, 2 cores shared with other work, Node 20.20 (quietest of three runs):
 * 2026-11-24  byte-bpe (4096): trained in 0.18 s (Rust tokenizers 0.23: 0.59 s); encodes 22 MB/s cold, 51 MB/s warm; @huggingface/tokenizers 1.0 MB/s
 * 2026-11-24  characters: trained in 0.01 s; encodes 53 MB/s; @huggingface/tokenizers 0.8 MB/s
 */
import { Tokenizer as HuggingFace } from '@huggingface/tokenizers';
import { tokenizers } from './index';
import { loadTokenizer } from './load-tokenizer';
import { mobyDick, texts } from './testing/samples';

const text = mobyDick();
const megabytes = new TextEncoder().encode(text).length / 1e6;
const seconds = async (work: () => unknown) => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};
const rate = (s: number) => `${(megabytes / s).toFixed(1)} MB/s`;

for (const entry of tokenizers.entries) {
  const trainer = await entry.load();
  const context = { onProgress: () => {}, signal: new AbortController().signal };
  const train = () => trainer.train(texts(text), { vocabularySize: 4096 }, context);
  const file = await train();
  const training = await seconds(train);
  const ours = loadTokenizer(file);
  const cold = await seconds(() => ours.encode(text));
  const warm = await seconds(() => ours.encode(text));
  const ids = ours.encode(text);
  const decoding = await seconds(() => ours.decode(ids));
  const reader = new HuggingFace(JSON.parse(JSON.stringify(file)), {});
  const theirs = await seconds(() => reader.encode(text, { add_special_tokens: false }));
  console.log(
    `${entry.id}: trained in ${training.toFixed(2)} s; encodes ${rate(cold)} cold, ${rate(warm)} warm;`,
    `decodes ${rate(decoding)}; @huggingface/tokenizers encodes ${rate(theirs)}, ${(theirs / cold).toFixed(0)} times slower`,
  );
}
