import { expect, it } from 'vitest';
import { defaultsOf } from '@/base/options';
import { cleaningSteps } from '../cleaning';
import { stepsOf } from '../recipes/recipe-steps';
import { mobyDick } from '../tokenizers/testing/samples';
import { aloneSteps, cleanBeginning } from './clean-beginning';

const provenance = { sourceId: 's', file: 'a.txt', byteStart: 0, byteEnd: 1 };
const part = (text: string, lastPart = true) => ({ document: 3, part: 0, lastPart, text, provenance });
const steps = stepsOf({
  name: 'test',
  steps: [{ id: 'pii' }, { id: 'exact-duplicates' }, { id: 'length-bounds', options: { minCharacters: 20_000 } }],
});

it('takes the steps that are on and need no other document, in their order', async () => {
  expect((await aloneSteps(steps)).map(({ id }) => id)).toEqual(['pii', 'length-bounds']);
});

it('cleans a document, drops it, and keeps it where it is rescued', async () => {
  const alone = await aloneSteps(steps);
  expect(await cleanBeginning(part('Write to anna@example.org.'), alone.slice(0, 1), false)).toBe('Write to [EMAIL].');
  expect(await cleanBeginning(part('Write to anna@example.org.'), alone, false)).toBeUndefined();
  expect(await cleanBeginning(part('Write to anna@example.org.'), alone, true)).toBe('Write to [EMAIL].');
});

it('does not take the beginning of a long document for a short one', async () => {
  const text = mobyDick().slice(0, 30_000);
  const cleaned = await cleanBeginning(part(text), await aloneSteps(steps), false);
  expect(cleaned?.slice(0, 10_000)).toBe(text.slice(0, 10_000));
});

it('has enough to show of a long document, whatever step is on', async () => {
  const text = mobyDick().slice(20_000, 60_000);
  for (const { id, options } of cleaningSteps.entries) {
    const alone = await aloneSteps([{ id, on: true, options: defaultsOf(options) }]);
    expect((await cleanBeginning(part(text, false), alone, true))?.length, id).toBeGreaterThan(8000);
  }
});
