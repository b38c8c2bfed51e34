import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyText, mixedScripts } from '../testing/samples';
import { GPT2_PATTERN, wordEnd } from './pre-tokenize';

const pattern = new RegExp(
  GPT2_PATTERN.replaceAll('\\s', '\\p{White_Space}').replaceAll('\\S', '\\P{White_Space}'),
  'gu',
);

function words(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = wordEnd(text, at, text.length);
    found.push(text.slice(at, end));
    at = end;
  }
  return found;
}

it('cuts as the regular expression does', () => {
  expect(words(mixedScripts)).toEqual(mixedScripts.match(pattern));
  fc.assert(
    fc.property(anyText, (text) => {
      expect(words(text)).toEqual(text.match(pattern) ?? []);
    }),
    { numRuns: 3000, seed: 5 },
  );
});

it('stays inside its range', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (before, text, after) => {
      // A pair split by the range itself is the caller's to avoid.
      fc.pre(!/[\ud800-\udbff]$/.test(before + text) && !/^[\udc00-\udfff]/.test(text));
      const all = before + text + after;
      const to = before.length + text.length;
      const found: string[] = [];
      for (let at = before.length; at < to; ) {
        const end = wordEnd(all, at, to);
        found.push(all.slice(at, end));
        at = end;
      }
      expect(found).toEqual(text.match(pattern) ?? []);
    }),
    { numRuns: 1000, seed: 5 },
  );
});
