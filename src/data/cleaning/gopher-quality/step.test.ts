import { describe, expect, it } from 'vitest';
import { cleanOne } from '../testing/clean-documents';
import { prose, wordsFrom } from '../testing/plain-words';

const ten = (end: (i: number) => string, begin: (i: number) => string = () => '') =>
  Array.from({ length: 10 }, (_, i) => `${begin(i)}${wordsFrom(20 * i, 10).join(' ')}${end(i)}`).join('\n');
const numbers = (letters: number) => `${prose(letters)} ${'123456 '.repeat(100 - letters)}`;

// Rae et al. 2021, A.1.1; a document at the threshold stays.
describe('gopher-quality', () => {
  it.each([
    ['50 words', prose(50), undefined],
    ['49 words', prose(49), 'too few words'],
    ['49 words and a symbol', `${prose(49)} &`, 'too few words'],
    ['100,000 words', prose(100_000), undefined],
    ['100,001 words', prose(100_001), 'too many words'],
    ['mean length 3', 'abc '.repeat(100), undefined],
    ['mean length 2.99', `${'abc '.repeat(99)}ab`, 'short words'],
    ['mean length 10', prose(100, 10), undefined],
    ['mean length 10.01', `${prose(99, 10)} elevenlettr`, 'long words'],
    ['signs at the ends are no part of a word', prose(100, 10).replaceAll(' ', ', "'), undefined],
    ['words of Han have no length', '今日天気'.repeat(20), undefined],
    ['11 hash signs to 111 words', `${prose(100)}${' #'.repeat(11)}`, undefined],
    ['12 hash signs to 112 words', `${prose(100)}${' #'.repeat(12)}`, 'hash signs'],
    ['10 ellipses to 100 words', `${wordsFrom(0, 10).join('... ')}... ${wordsFrom(20, 90).join(' ')}`, undefined],
    ['11 ellipses to 100 words', `${wordsFrom(0, 11).join('… ')}… ${wordsFrom(20, 89).join(' ')}`, 'ellipses'],
    [
      '9 of 10 lines with bullets',
      ten(
        () => '',
        (i) => (i < 9 ? '• ' : ''),
      ),
      undefined,
    ],
    [
      '10 of 10 lines with bullets',
      ten(
        () => '',
        () => '- ',
      ),
      'bullet lines',
    ],
    ['3 of 10 lines with ellipses', ten((i) => (i < 3 ? '...' : '')), undefined],
    ['4 of 10 lines with ellipses', ten((i) => (i < 4 ? '… ' : '')), 'ellipsis lines'],
    ['80 of 100 words with a letter', numbers(80), undefined],
    ['79 of 100 words with a letter', numbers(79), 'few letters'],
  ])('%s', async (_, text, reason) => {
    expect((await cleanOne('gopher-quality', text, { minStopWords: 0 })).reason).toBe(reason);
  });

  it.each([
    ['two', `${prose(50)} the Of`, undefined],
    ['one, twice', `${prose(50)} the THE`, 'no stop words'],
    ['none but within other words', `${prose(50)} other within`, 'no stop words'],
  ])('%s stop words', async (_, text, reason) => {
    expect((await cleanOne('gopher-quality', text, { stopWordsFor: 'all' })).reason).toBe(reason);
  });

  it('asks English text only for English words', async () => {
    const german = 'Der schnelle braune Fuchs springt über den faulen Hund und läuft dann weiter in den Wald. '.repeat(
      5,
    );
    const english =
      'Quick brown foxes jumped over lazy dogs while rain was falling on green English hills again. '.repeat(5);
    expect((await cleanOne('gopher-quality', german)).reason).toBeUndefined();
    expect((await cleanOne('gopher-quality', english)).reason).toBe('no stop words');
  });
});
