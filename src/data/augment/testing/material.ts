import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { defaultsOf, type OptionValue } from '@/base/options';
import { Rng } from '@/base/rng';
import type { RgbImage } from '../../media/images/rgb-image';
import { byteBpeTrainer } from '../../tokenizers/byte-bpe/train';
import type { Tokenizer } from '../../tokenizers/entry';
import { loadTokenizer } from '../../tokenizers/load-tokenizer';
import { anyText, mixedScripts, mobyDick, texts } from '../../tokenizers/testing/samples';
import type { AugmentEntry, AugmentKinds, AugmentResources } from '../entry';
import { augmentations } from '../index';
import { parseSynonyms } from '../synonyms';

/** Material for the tests of augmentation; imported by tests only. */

export const synonymsFile = (): string =>
  readFileSync(new URL('../../../../public/synonyms.txt', import.meta.url), 'utf8');

let trained: Promise<Tokenizer> | undefined;
/** Trained once for a file of tests. */
export const smallTokenizer = (): Promise<Tokenizer> => (trained ??= train());

async function train(): Promise<Tokenizer> {
  const context = { onProgress: () => {}, signal: new AbortController().signal };
  const text = texts(mobyDick().slice(0, 60_000), mixedScripts);
  return loadTokenizer(await byteBpeTrainer.train(text, { vocabularySize: 600 }, context));
}

export const resources = async (): Promise<AugmentResources> => ({
  synonyms: parseSynonyms(synonymsFile()),
  tokenizer: await smallTokenizer(),
});

type Value = AugmentKinds[keyof AugmentKinds]['from'];

/** Values that an entry takes, made of the given texts: ids, samples, pixels and a spectrogram are its UTF-16 units, a pair its halves. */
export function valueFrom(entry: AugmentEntry, text: string): Value {
  if (entry.kind === 'tokens') return Object.freeze(Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)));
  if (entry.kind === 'pair') {
    const middle = text.length >> 1;
    return Object.freeze({ source: text.slice(0, middle), target: text.slice(middle) });
  }
  if (entry.kind === 'audio') return Object.freeze({ sampleRate: 8000, samples: levels(text, text.length) });
  if (entry.kind === 'spectrogram') {
    const frames = text.length >> 5;
    return Object.freeze({ frames, mels: 80, values: levels(text, frames * 80) });
  }
  if (entry.kind === 'image') return imageFrom(text);
  if (entry.kind === 'illustration') return Object.freeze({ text, width: 120, height: 80 });
  return text;
}

/** -1 to 1. */
const levels = (text: string, length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => (text.charCodeAt(i % text.length) % 200) / 100 - 1);

/** Nearly square, at most 256 pixels a side; a text without characters is one white pixel. */
function imageFrom(text: string): RgbImage {
  const width = Math.max(1, Math.min(256, Math.floor(Math.sqrt(text.length / 3))));
  const height = Math.max(1, Math.min(256, Math.floor(text.length / 3 / width)));
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => text.charCodeAt(i) || 255);
  return { width, height, pixels };
}

export const anyValue = (entry: AugmentEntry): fc.Arbitrary<Value> =>
  fc
    .oneof(
      anyText,
      fc.array(fc.constantFrom(...mixedScripts.split('\n'))).map((lines) => lines.join('\n')),
    )
    .map((text) => valueFrom(entry, text));

/** An entry's function at its defaults but for `options`, on values of any kind: the entry and the value must fit. */
export async function augmenterOf(id: string, options: Record<string, OptionValue>, given: AugmentResources = {}) {
  const entry = augmentations.get(id);
  const code = await entry.load();
  const augment = code.create({ ...defaultsOf(entry.options), ...options }, given);
  return (value: Value, seed: number) =>
    // Which kind it is only the caller knows.
    (
      augment as (value: Value, rng: Rng) => { value: AugmentKinds[keyof AugmentKinds]['to']; done: string } | undefined
    )(value, new Rng(seed));
}

/** The same for a text, as most are: what comes out is a text, or '' when nothing does. */
export async function onText(id: string, options: Record<string, OptionValue> = {}, given: AugmentResources = {}) {
  const augment = await augmenterOf(id, options, given);
  return (text: string, seed: number): { value: string; done: string } => {
    const result = augment(text, seed);
    return result === undefined ? { value: '', done: '' } : { value: String(result.value), done: result.done };
  };
}
