import { expect, test } from 'vitest';
import { levelOf } from './level-of';
import { shownToken } from './shown-token';

test('levels meet at 50, 10 and 1 per cent', () => {
  expect([1, 0.501, 0.5, 0.101, 0.1, 0.011, 0.01, 0].map(levelOf)).toEqual([
    'sure',
    'sure',
    'likely',
    'likely',
    'unlikely',
    'unlikely',
    'wrong',
    'wrong',
  ]);
});

test('white space and broken bytes of a token are seen', () => {
  expect([' the', '\n', '\ufffd', ''].map(shownToken)).toEqual(['·the', '↵', '▯', '∅']);
});
