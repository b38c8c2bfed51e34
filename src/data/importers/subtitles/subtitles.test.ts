import { expect, it } from 'vitest';
import { file, importTexts } from '../../corpus/testing/import-texts';
import { cueText, joinedCue } from './cue-text';

const read = async (name: string, text: string) => (await importTexts([file(name, text)])).texts;

it('WebVTT: notes, styles, identifiers and settings are out, and lines that captions roll up', async () => {
  const vtt = [
    'WEBVTT - a title',
    '',
    'STYLE\n::cue { color: red }',
    '',
    'NOTE not said',
    '',
    'intro',
    '00:01.000 --> 00:02.000 align:start',
    '<v Ann>Good <c.big>day</c> &amp; night</v>',
    '',
    '00:02.000 --> 00:03.000',
    'Good day &amp; night',
    'to you',
    '',
  ].join('\n');
  expect(await read('a.vtt', vtt)).toEqual(['Good day & night\nto you']);
});

it('SubRip: numbers that are said are kept, text after a blank line too, CR LF as well', async () => {
  const srt =
    '1\r\n00:00:01,000 --> 00:00:02,000\r\n42\r\n\r\nis it\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n{\\an8}No.\r\nNo.\r\n';
  expect(await read('a.srt', srt)).toEqual(['42\nis it\nNo. No.']);
});

it('a cue is one line, but for those that another says', () => {
  expect(joinedCue(['a', 'b', '- c', '♪ d'])).toBe('a b\n- c\n♪ d');
  expect(cueText('1 < 2 and <b>3</b> > 2')).toBe('1 < 2 and 3 > 2');
});

it('a file without cues is said to have no text', async () => {
  const { codes, texts } = await importTexts([file('a.srt', 'nothing here\nis a cue\n')]);
  expect(codes).toEqual(['import/no-text']);
  expect(texts).toEqual([]);
});
