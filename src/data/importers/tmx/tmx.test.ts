import { expect, it } from 'vitest';
import { documentsOf } from '@/schema/shape';
import { file, importTexts } from '../../corpus/testing/import-texts';

const tuv = (language: string, text: string) => `<tuv xml:lang="${language}"><seg>${text}</seg></tuv>`;
const read = (units: string, source = 'en', columns = ['source', 'target']) =>
  importTexts([file('a.tmx', `<tmx><header srclang="${source}"/><body>${units}</body></tmx>`)], {
    mapping: documentsOf(columns),
  });

it('pairs the source with each translation, whichever comes first', async () => {
  const { texts, parts, source } = await read(`<tu>${tuv('fr', 'un')}${tuv('en', 'one')}${tuv('de', 'eins')}</tu>`);
  expect(texts).toEqual(['one\n\nun', 'one\n\neins']);
  expect(parts.map(({ provenance }) => provenance.row)).toEqual([1, 1]);
  expect(source.columns?.available.map(({ name, example }) => [name, example])).toEqual([
    ['source', 'one'],
    ['target', 'un'],
    ['source language', 'en'],
    ['target language', 'fr'],
  ]);
});

it('takes the first for the source where any may be', async () => {
  expect((await read(`<tu>${tuv('fr', 'un')}${tuv('de', 'eins')}</tu>`, '*all*')).texts).toEqual(['un\n\neins']);
});

it('leaves out codes and keeps what is highlighted', async () => {
  const marked = 'a <hi>b</hi><ph>&lt;img/></ph> <bpt>x<sub>y</sub></bpt>c<ept>z</ept>';
  expect((await read(`<tu>${tuv('en', marked)}${tuv('de', 'd')}</tu>`)).texts).toEqual(['a b c\n\nd']);
});

it('keeps a lone source, leaves out an empty unit, and says where it breaks off', async () => {
  const { texts, codes, source } = await read(`<tu>${tuv('en', 'alone')}</tu><tu></tu><tu>${tuv('en', 'cut')}`);
  expect(texts).toEqual(['alone']);
  expect(codes).toEqual(['import/truncated-xml']);
  expect(source.files[0]?.problems[0]?.where).toBe('a.tmx, unit 3');
});
