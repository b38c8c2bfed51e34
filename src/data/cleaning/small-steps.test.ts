import { describe, expect, it } from 'vitest';
import { cleaningSteps } from './index';
import { cleanDocuments, cleanOne, parts } from './testing/clean-documents';
import { prose } from './testing/plain-words';

describe('unicode-repair', () => {
  it.each([
    ['sÃ³lo', 'sólo'],
    ['â€œQuiteâ€\u009d', '“Quite”'],
    ['voilÃ  la maison', 'voilà la maison'],
    ['“ﬁne” ｗｉｄｅ e\u0301\r\n&amp;', '“ﬁne” ｗｉｄｅ e\u0301\r\n&amp;'],
    ['a plain café', 'a plain café'],
  ])('%s', async (text, expected) => {
    expect((await cleanOne('unicode-repair', text)).text).toBe(expected);
  });

  it('changes quotes, ligatures and width when asked', async () => {
    const options = { quotes: true, ligatures: true, width: true };
    expect((await cleanOne('unicode-repair', '“ﬁne” ｗｉｄｅ', options)).text).toBe('"fine" wide');
  });

  it('repairs a garbled line of 200,000 characters, in seconds', async () => {
    const garbled = Buffer.from('Größe und “Maß” für dich ').toString('latin1');
    const started = performance.now();
    const { text } = await cleanOne('unicode-repair', garbled.repeat(Math.ceil(200_000 / garbled.length)));
    expect(text?.replaceAll('Größe und “Maß” für dich ', '')).toBe('');
    // In one piece it would take minutes.
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe('boilerplate', () => {
  it.each([
    ['Home | About | Contact', false],
    ['Next', false],
    ['News » Sports » Football', false],
    ['red | green | blue', true],
    ['We use cookies to know you better.', false],
    ['© 2024 Somebody Ltd.', false],
    ['Copyright law of 1976 was long debated.', false],
    ['The law of copyright is older than 1976.', true],
    [`A long sentence about ${'many '.repeat(44)}use cookies.`, true],
    ['Home is where the heart is.', true],
    ['', true],
  ])('%s', async (line, stays) => {
    expect((await cleanOne('boilerplate', `first line\n${line}\nlast line`)).text).toBe(
      stays ? `first line\n${line}\nlast line` : 'first line\nlast line',
    );
  });

  it('removes lines of three documents, not of two, and counts a document once', async () => {
    const texts = ['same\na', 'same\nb\ntwice', ' same \nc\ntwice', 'three\nthree\nthree'];
    const { kept } = await cleanDocuments(
      texts.map((text, i) => parts(i, text, [3])),
      [['boilerplate', { commonIn: 3 }]],
    );
    expect(kept).toEqual(['a', 'b\ntwice', 'c\ntwice', 'three\nthree\nthree']);
  });
});

describe('language', () => {
  const english = 'It was the best of times, it was the worst of times, it was the age of wisdom.';
  const german = 'Als Gregor Samsa eines Morgens aus unruhigen Träumen erwachte, fand er sich verwandelt.';
  it.each([
    ['en', english, undefined],
    ['en', german, 'other language'],
    ['EN, de', german, undefined],
    ['', german, undefined],
    ['en', '1234 !!', 'unclear language'],
  ])('keeps "%s"', async (keep, text, reason) => {
    expect((await cleanOne('language', text, { keep })).reason).toBe(reason);
  });
  it('asks for a score', async () => {
    expect((await cleanOne('language', english, { keep: 'en', minScore: 0.99 })).reason).toBe('unclear language');
  });
  it('refuses languages that it does not know', async () => {
    await expect(cleanOne('language', english, { keep: 'en,klingon' })).rejects.toMatchObject({
      report: { code: 'cleaning/unknown-language', what: expect.stringContaining('klingon') },
    });
  });
});

describe('length-bounds', () => {
  it.each([
    [{ minCharacters: 10 }, 'x'.repeat(10), undefined],
    [{ minCharacters: 10 }, 'x'.repeat(9), 'too short'],
    [{ maxCharacters: 10 }, 'x'.repeat(10), undefined],
    [{ maxCharacters: 10 }, 'x'.repeat(11), 'too long'],
    [{ minWords: 10 }, prose(10), undefined],
    [{ minWords: 10 }, prose(9), 'too few words'],
    [{ maxWords: 10 }, prose(10), undefined],
    [{ maxWords: 10 }, prose(11), 'too many words'],
  ])('%j', async (options, text, reason) => {
    expect((await cleanOne('length-bounds', text, options)).reason).toBe(reason);
  });
});

it.each([
  ['See https://a.de/b?c=1#d, or (www.e.org/f_(g)).', 'See [URL], or ([URL]).'],
  ['HTTP://A.DE "ftp://b.c/d" <http://e.f>', '[URL] "[URL]" <[URL]>'],
  ['no.such.thing, http:, awww.', 'no.such.thing, http:, awww.'],
])('urls: %s', async (text, expected) => {
  expect((await cleanOne('urls', text)).text).toBe(expected);
  expect((await cleanOne('urls', text, { action: 'remove' })).text).toBe(expected.replaceAll('[URL]', ''));
});

describe('pattern', () => {
  const text = 'one 12\ntwo\nthree 345';
  it.each([
    [{ pattern: '[0-9]+', replacement: '$0\\' }, 'one $0\\\ntwo\nthree $0\\'],
    [{ pattern: '^t', replacement: 'T' }, 'one 12\nTwo\nThree 345'],
    [{ pattern: 'TWO', ignoreCase: true }, 'one 12\n\nthree 345'],
    [{ pattern: 'TWO' }, text],
    [{ pattern: '\\d$', action: 'line' }, 'two\n'],
    [{ pattern: 'w', action: 'document' }, undefined],
    [{ pattern: 'z', action: 'document' }, text],
    [{ pattern: 'e\\s1' }, 'on2\ntwo\nthree 345'],
    [{ pattern: 'o\\nt' }, text],
    [{}, text],
  ])('%j', async (options, expected) => {
    expect((await cleanOne('pattern', text, options)).text).toBe(expected);
  });

  it.each(['(', 'a{2000}', '(?=a)', '(a)\\1', 'x'.repeat(1001), '((a{999}){999}){999}'])('refuses %s', async (bad) => {
    await expect(cleanOne('pattern', text, { pattern: bad })).rejects.toMatchObject({
      report: { code: 'cleaning/bad-pattern', where: 'Your own pattern' },
    });
  });

  it('takes linear time where backtracking would never end', async () => {
    const started = performance.now();
    await cleanOne('pattern', 'a'.repeat(20_000), { pattern: '(a*)*b|(a|aa)+$x', action: 'line' });
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

it.each([
  ['stop-words', {}, 'The cat and the dog sat on it.', 'cat dog sat .'],
  ['stop-words', { language: 'deu' }, 'Der Hund und die Katze', 'Hund Katze'],
  ['stop-words', {}, 'Thermal andy', 'Thermal andy'],
  ['punctuation', {}, '“It’s” — so – wow!!! …', '"It\'s" - so - wow! ...'],
  [
    'punctuation',
    { action: 'remove' },
    "“Don't” well-known, - 'a'. $5",
    "Don't wellknown  a $5".replace('wellk', 'well-k'),
  ],
  ['letter-case', {}, 'ΟΔΟΣ Straße ÄB', 'οδος straße äb'],
  ['letter-case', { to: 'upper' }, 'Straße', 'STRASSE'],
])('%s %j: %s', async (id, options, text, expected) => {
  expect((await cleanOne(id, text, options)).text).toBe(expected);
});

it('has reasons that read well in a list, and none in a step that only changes', () => {
  for (const { reasons } of cleaningSteps.entries)
    for (const reason of reasons) expect(reason).toMatch(/^[A-Za-z][A-Za-z -]{3,30}$/);
});
