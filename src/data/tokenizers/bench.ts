/**
 * How fast our tokenizers are: `npx tsx src/data/tokenizers/bench.ts`. Times are of the processor (user and system, garbage collection
 * included), since the machine is shared.
 *
 * Results, Node 20.20, 2 cores under a load of 7 to 8 (caches are shared: a quiet machine gives two to three times as much):
 * 2026-11-24  Moby Dick, 4096 tokens, ours cold and warm beside @huggingface/tokenizers 0.2:
 *   byte-bpe    trained in 0.32 s, 352,861 tokens; 7.8 and 22 MB/s beside 0.4
 *   unigram     trained in 1.31 s, 350,808 tokens; 11 and 28 MB/s beside 0.3
 *   word-piece  trained in 0.99 s, 314,918 tokens (no white space); 4.7 and 12 MB/s beside 0.4
 *   characters  trained in 0.03 s; 15 and 28 MB/s beside 0.9
 * 2026-11-24  byte-bpe, 8192 tokens on 233 speeches of 10.8 MB: trained in 0.80 s
 * 2026-11-24  r50k on the speeches: 20 and 29 MB/s, gpt-tokenizer 4.0 with the same vocabulary 5.0 and 6.5 MB/s
 * 2026-11-24  before, on the quieter machine: byte-bpe 22 and 51 MB/s (Rust tokenizers 0.23 trained in 0.59 s, ours in 0.18 s)
 */
import { Tokenizer as HuggingFace } from '@huggingface/tokenizers';
import { byteBpeTrainer } from './byte-bpe/train';
import { tokenizers } from './index';
import { loadTokenizer } from './load-tokenizer';
import { bpeFile } from './sentencepiece-bpe/testing/bpe-file';
import { installed, SentencePiece } from './sentencepiece-bpe/testing/sentencepiece';
import { r50k } from './testing/r50k';
import { mobyDick, stateOfTheUnion, texts } from './testing/samples';

const seconds = async (work: () => unknown) => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};
const megabytes = (text: string) => new TextEncoder().encode(text).length / 1e6;
const rate = (text: string, s: number) => `${(megabytes(text) / s).toFixed(1)} MB/s`;
const context = { onProgress: () => {}, signal: new AbortController().signal };

const moby = mobyDick();
for (const entry of tokenizers.entries) {
  const trainer = await entry.load();
  const train = () => trainer.train(texts(moby), { vocabularySize: 4096 }, context);
  const file = await train();
  const training = await seconds(train);
  const ours = loadTokenizer(file);
  const cold = await seconds(() => ours.encode(moby));
  const warm = await seconds(() => ours.encode(moby));
  const ids = ours.encode(moby);
  const decoding = await seconds(() => ours.decode(ids));
  // The oracle's Unigram keeps every node of every word: an eighth will do.
  const part = moby.slice(0, moby.length / 8);
  const reader = new HuggingFace(JSON.parse(JSON.stringify(file)), {});
  const theirs = await seconds(() => reader.encode(part, { add_special_tokens: false }));
  console.log(
    `${entry.id}: trained in ${training.toFixed(2)} s, ${ids.length} tokens; encodes ${rate(moby, cold)} cold, ${rate(moby, warm)} warm;`,
    `decodes ${rate(moby, decoding)}; @huggingface/tokenizers encodes ${rate(part, theirs)}`,
  );
}

if (installed) {
  const programs = new SentencePiece();
  const file = bpeFile(programs.train(moby.split('\n'), 4096));
  programs.remove();
  const ours = loadTokenizer(file);
  const cold = await seconds(() => ours.encode(moby));
  const warm = await seconds(() => ours.encode(moby));
  const ids = ours.encode(moby);
  const decoding = await seconds(() => ours.decode(ids));
  // The oracle takes a text as one word: line by line it does not grow slow.
  const reader = new HuggingFace(JSON.parse(JSON.stringify(file)), {});
  const lines = moby.split('\n').filter((line) => line !== '');
  const theirs = await seconds(() => lines.map((line) => reader.encode(line, { add_special_tokens: false })));
  console.log(
    `SentencePiece's BPE: ${ids.length} tokens; encodes ${rate(moby, cold)} cold, ${rate(moby, warm)} warm; decodes ${rate(moby, decoding)};`,
    `@huggingface/tokenizers encodes ${rate(moby, theirs)}`,
  );
}

const sotu = stateOfTheUnion();
const learning = await seconds(() => byteBpeTrainer.train(texts(...sotu), { vocabularySize: 8192 }, context));
console.log(
  `byte-bpe (8192) on ${sotu.length} speeches, ${megabytes(sotu.join('')).toFixed(1)} MB: trained in ${learning.toFixed(2)} s`,
);

// All kinds on all speeches, from the first word that they ever see; the oracle on every eighth.
for (const entry of tokenizers.entries) {
  const trainer = await entry.load();
  const file = await trainer.train(texts(moby), { vocabularySize: 4096 }, context);
  const tokenizer = loadTokenizer(file);
  const reader = new HuggingFace(JSON.parse(JSON.stringify(file)), {});
  const some = sotu.filter((_, i) => i % 8 === 3);
  const ours = await seconds(() => sotu.map((speech) => tokenizer.encode(speech).length));
  const theirs = await seconds(() =>
    some.map((speech) => reader.encode(speech, { add_special_tokens: false }).ids.length),
  );
  const times = megabytes(sotu.join('')) / ours / (megabytes(some.join('')) / theirs);
  console.log(
    `${entry.id} on the speeches: ours ${rate(sotu.join(''), ours)}, @huggingface/tokenizers ${rate(some.join(''), theirs)}: ${times.toFixed(0)} times`,
  );
}

const { file, theirs } = await r50k();
const gpt2 = loadTokenizer(file);
const all = sotu.join('\n');
const ours = [await seconds(() => gpt2.encode(all)), await seconds(() => gpt2.encode(all))];
const others = [await seconds(() => theirs(all)), await seconds(() => theirs(all))];
const same = JSON.stringify(gpt2.encode(moby)) === JSON.stringify(theirs(moby));
console.log(
  `r50k on all speeches: ours ${ours.map((s) => rate(all, s)).join(', then ')};`,
  `gpt-tokenizer ${others.map((s) => rate(all, s)).join(', then ')}; ids of Moby Dick ${same ? 'equal' : 'DIFFER'}`,
);
