import { describe, expect, it } from 'vitest';
import { cleanOne } from '../testing/clean-documents';

const five = 'One is here. Two is here! Three is here? "Four is here." Five is here.';

// Raffel et al. 2020, 2.2, with the numbers of its code.
describe('c4-lines', () => {
  it.each([
    ['a line of three words', 'three words here', true],
    ['a line of two words', 'two words', false],
    ['a blank line', '', true],
    ['a word of 1000 characters', `so long: ${'x'.repeat(1000)}`, true],
    ['a word of 1001 characters', `too long: ${'x'.repeat(1001)}`, false],
    ['a policy', 'Read our Privacy Policy before you go on', false],
    ['cookies', 'This site uses cookies to know you', false],
    ['cookies that are eaten', 'She baked cookies for all of us', true],
    ['JavaScript', 'Please turn on JavaScript to see this', false],
  ])('%s', async (_, line, stays) => {
    const { text } = await cleanOne('c4-lines', `${five}\n${line}\n${five}`);
    expect(text).toBe(stays ? `${five}\n${line}\n${five}` : `${five}\n${five}`);
  });

  it.each([
    ['five sentences', five, undefined],
    ['four sentences', 'One is here. Two is here! Three is here? Four is here.', 'too few sentences'],
    [
      'a line without end is a sentence',
      'One is here. Two is here! Three is here?\nAnd four too\nAnd five too',
      undefined,
    ],
    ['an abbreviation ends none', 'We met e.g. him. Two is here! Three is here? Four is here.', 'too few sentences'],
    ['sentences of removed lines do not count', `Read our terms of use. A. B. C. D. E. F. G.`, 'too few sentences'],
    ['sentences without blanks', '今日は晴れ。明日は雨。風が強い。外は寒い。家にいる。', undefined],
    ['placeholder text', `${five}\nLorem ipsum dolor sit amet.`, 'placeholder text'],
    ['lorem alone', `${five}\nLorem is no word.`, undefined],
    ['a curly bracket', `${five}\nif (a) { go on }`, 'curly brackets'],
    ['a square bracket', `${five}\nif (a) [ go on ]`, undefined],
  ])('%s', async (_, text, reason) => {
    expect((await cleanOne('c4-lines', text)).reason).toBe(reason);
  });

  it('removes lines that do not end like a sentence only when asked', async () => {
    const text = `${five}\nand so on without end\nand so on...\nHe said "so it is"`;
    expect((await cleanOne('c4-lines', text)).text).toBe(text);
    expect((await cleanOne('c4-lines', text, { terminated: true })).text).toBe(`${five}\nHe said "so it is"`);
  });

  it('removes citation marks, and whole lines beyond what it looks at', async () => {
    expect((await cleanOne('c4-lines', `${five} As is known.[12][citation needed]`)).text).toBe(`${five} As is known.`);
    const long = 'all use cookies '.repeat(10_000);
    expect((await cleanOne('c4-lines', `${five}\n${long}\n${five}`)).text).toBe(`${five}\n${five}`);
  });
});
