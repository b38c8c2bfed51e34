import type { Split } from '../split/split-corpus';
import type { TextRange } from '../split/text-ranges';

declare const TRAINING: unique symbol;

/**
 * Something of the training side. The runner takes nothing else, and only this file makes it, from a split: a validation document cannot come
 * to an augmentation by mistake.
 */
export interface Training<T> {
  readonly [TRAINING]: true;
  /** Index within the training side, from 0. */
  readonly document: number;
  /** Parts of a long document count from 0; each is augmented by itself. */
  readonly part: number;
  readonly value: T;
}

const training = <T>(document: number, part: number, value: T) => ({ document, part, value }) as Training<T>;

/**
 * What a split's training side has: `read` gives the texts of a range, each at most a part long (as `TextReader.pieces` does), or whatever else
 * an augmentation takes.
 */
export async function* trainingTexts<T>(
  split: Split,
  read: (range: TextRange) => Iterable<T> | AsyncIterable<T>,
): AsyncGenerator<Training<T>> {
  let document = 0;
  for (const range of split.train) {
    let part = 0;
    for await (const text of read(range)) yield training(document, part++, text);
    document++;
  }
}

/**
 * Rows whose side is 0 (training), as the functions of `split/` number sides. For pairs, and for windows of token ids.
 */
export async function* trainingRows<T>(
  rows: Iterable<T> | AsyncIterable<T>,
  sides: ArrayLike<number>,
): AsyncGenerator<Training<T>> {
  let row = 0;
  let document = 0;
  for await (const value of rows) if (sides[row++] === 0) yield training(document++, 0, value);
}
