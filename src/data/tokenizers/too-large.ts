import { LoamError } from '@/base/errors';

/** The error of a trainer whose text does not bear the vocabulary asked for; `largest` is what it bears. */
export function vocabularyTooLarge(asked: number, largest: number): LoamError {
  const number = (n: number) => n.toLocaleString('en');
  return new LoamError({
    code: 'tokenizer/vocabulary-too-large',
    what: `A vocabulary of ${number(asked)} tokens is more than this text supports: the largest is ${number(largest)}`,
    where: 'Vocabulary size',
    remedy: `Choose at most ${number(largest)}, or add more text.`,
    most: largest,
  });
}
