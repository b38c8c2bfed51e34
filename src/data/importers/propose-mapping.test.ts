import { describe, expect, it } from 'vitest';
import type { Mapping } from '@/schema/shape';
import { file, importTexts } from '../corpus/testing/import-texts';
import { languageTag } from './language-tag';
import { timeValue } from './time-value';

const rows = Array.from({ length: 40 }, (_, i) => i);
const mappingOf = async (name: string, lines: readonly string[]) =>
  (await importTexts([file(name, lines.join('\n'))])).source.columns?.mapping;
const roles = (mapping: Mapping | undefined) =>
  mapping && [mapping.shape, ...mapping.columns.map(({ name, role }) => `${role}=${name}`)];

describe('what a table is proposed to be', () => {
  const prose = (i: number) => `Some longer sentence about the matter number ${i}`;
  it.each<[string, string, (i: number) => string, string[]]>([
    ['documents', 'id,body', (i) => `${i},${prose(i)}`, ['documents', 'text=body']],
    [
      'documents of all columns of words where none is prose',
      'Title,Kind of film,Runtime,Director,Released',
      (i) =>
        `The ${'blue red green'.split(' ')[i % 3]} house,${'Drama Comedy'.split(' ')[i % 2]},${i % 7}.5,Ann ${i % 9 ? 'Lee' : 'Ray'},Jun ${i} 1998`,
      ['documents', 'text=Title', 'text=Kind of film', 'text=Director'],
    ],
    [
      'documents, whatever one row remarks',
      'remark,body',
      (i) => `${i === 0 ? prose(i).repeat(9) : ''},${prose(i)}`,
      ['documents', 'text=body'],
    ],
    [
      'documents of one column of names',
      'name,count',
      (i) => `Ann${'a'.repeat(i % 5)},${i}`,
      ['documents', 'text=name'],
    ],
    [
      'pairs by name',
      'id,prompt,completion',
      (i) => `${i},${prose(i)},${prose(i * 7)}`,
      ['pairs', 'source=prompt', 'target=completion'],
    ],
    [
      'pairs of an instruction, what it is about, and an answer',
      'instruction,input,output',
      (i) => `${prose(i)},${i % 2 ? '' : `About ${i} of them`},${prose(i * 7)}`,
      ['pairs', 'source=instruction', 'source=input', 'target=output'],
    ],
    [
      'pairs by language',
      'en,fr',
      (i) => `${prose(i)},Une phrase sur la chose ${i}`,
      ['pairs', 'source=en', 'target=fr'],
    ],
    [
      'pairs with languages',
      'src_lang,source,tgt_lang,target',
      (i) => `en,${prose(i)},de,Satz ${i} hier`,
      ['pairs', 'source language=src_lang', 'source=source', 'target language=tgt_lang', 'target=target'],
    ],
    [
      'labelled rows',
      'review,sentiment',
      (i) => `${prose(i)},${i % 2 ? 'good' : 'bad'}`,
      ['labelled', 'text=review', 'label=sentiment'],
    ],
    [
      'labelled rows without prose: all other columns tell the label',
      'id,sepal length,sepal width,region,species',
      (i) => `${i},5.${i % 9},3.${i % 7},${'north south'.split(' ')[i % 2]},${'setosa virginica'.split(' ')[i % 2]}`,
      ['labelled', 'text=sepal length', 'text=sepal width', 'text=region', 'label=species'],
    ],
    [
      'labelled rows of authors and times',
      'author,text,topic,date',
      (i) => `a${i % 3},${prose(i)},t${i % 4},2026-11-${10 + (i % 20)}`,
      ['labelled', 'group=author', 'text=text', 'label=topic', 'time=date'],
    ],
    [
      'a target of few values as a label',
      'text,target',
      (i) => `${prose(i)},${i % 2}`,
      ['labelled', 'text=text', 'label=target'],
    ],
    [
      'histories',
      'userId,movieId,rating,timestamp',
      (i) => `${i % 7},film ${i},5,${96_000_000 + i}`,
      ['sequences', 'user=userId', 'item=movieId', 'time=timestamp'],
    ],
    [
      'audio',
      'file,speaker,transcript',
      (i) => `clips/${i}.wav,s${i % 3},${prose(i)}`,
      ['audio', 'file=file', 'group=speaker', 'text=transcript'],
    ],
    ['images', 'image,caption', (i) => `img/${i}.JPG,${prose(i)}`, ['images', 'file=image', 'text=caption']],
  ])('%s', async (_, header, row, wanted) => {
    expect(roles(await mappingOf('a.csv', [header, ...rows.map(row)]))).toEqual(wanted);
  });
  it('without names: two columns of prose are pairs, one of few values is a label', async () => {
    const long = (i: number) =>
      `${prose(i)} that is too long to be the name of a column, as everybody will agree who reads it`;
    expect(
      roles(
        await mappingOf(
          'a.tsv',
          rows.map((i) => `${long(i)}\t${long(i + 50)}`),
        ),
      ),
    ).toEqual(['pairs', 'source=column 1', 'target=column 2']);
    expect(
      roles(
        await mappingOf(
          'a.tsv',
          rows.map((i) => `${i % 2}\t${long(i)}`),
        ),
      ),
    ).toEqual(['labelled', 'label=column 1', 'text=column 2']);
  });
  it('several columns of a source are one field, empty ones left out', async () => {
    const lines = rows.map((i) =>
      JSON.stringify({ instruction: prose(i), input: i % 2 ? '' : `x${i}`, output: `y${i}` }),
    );
    const { rows: found } = await importTexts([file('a.jsonl', lines.join('\n'))]);
    expect(found[2]?.head?.fields).toEqual([
      { name: 'instruction', role: 'source' },
      { name: 'output', role: 'target' },
    ]);
    expect(found.slice(2, 4).map(({ values }) => values)).toEqual([
      [`${prose(2)}\n\nx2`, 'y2'],
      [prose(3), 'y3'],
    ]);
  });

  it('a list of labels is several, and the languages of pairs have one spelling', async () => {
    const list = await importTexts([
      file('a.jsonl', rows.map((i) => JSON.stringify({ text: prose(i), labels: ['a', `b${i % 3}`] })).join('\n')),
    ]);
    expect(list.rows[4]?.values).toEqual([prose(4), 'a\ufdd2b1']);
    const pairs = await importTexts([
      file(
        'a.csv',
        ['src_lang,source,tgt_lang,target', ...rows.map((i) => `EN_us,${prose(i)},German,Satz ${i} hier`)].join('\n'),
      ),
    ]);
    expect(pairs.rows[0]?.head?.languages).toEqual({ source: 'en-US', target: 'de' });
  });
  it('a time that cannot be read is told, and the row kept', async () => {
    const { codes, rows: kept } = await importTexts([
      file(
        'a.csv',
        ['text,label,date', ...rows.map((i) => `${prose(i)},${i % 2},${i === 3 ? 'soon' : '2026-11-24'}`)].join('\n'),
      ),
    ]);
    expect(codes).toEqual(['import/unread-time']);
    expect(kept).toHaveLength(40);
    expect([kept[2]?.head?.time, kept[3]?.head?.time]).toEqual([Date.UTC(2026, 10, 24), undefined]);
  });
});

it.each([
  ['English', 'en'],
  ['eng', 'en'],
  ['ger', 'de'],
  ['zh_hant_tw', 'zh-Hant-TW'],
  ['pt-br', 'pt-BR'],
  ['de_DE.UTF-8', 'de-DE'],
  ['text', undefined],
  ['xx', undefined],
  ['label', undefined],
])('the language %s is %s', (given, tag) => {
  expect(languageTag(given)).toBe(tag);
});

it.each([
  ['2026-11-24', Date.UTC(2026, 10, 24)],
  ['2026-11-24 10:20', Date.UTC(2026, 10, 24, 10, 20)],
  ['2026-11-24T10:20:30Z', Date.UTC(2026, 10, 24, 10, 20, 30)],
  ['1851', Date.UTC(1851, 0)],
  ['1764547200', 1_764_547_200_000],
  ['1764547200000', 1_764_547_200_000],
  ['1764547200000000', 1_764_547_200_000],
  ['2026-11-24T10:20:30+02:00', Date.UTC(2026, 10, 24, 8, 20, 30)],
  ['2026-11-24T10:20:30.250Z', Date.UTC(2026, 10, 24, 10, 20, 30, 250)],
  ['20261124', Date.UTC(2026, 10, 24)],
  ['2026/11/24', Date.UTC(2026, 10, 24)],
  ['01.05.2023', Date.UTC(2023, 4, 1)],
  ['31.12.2023 18:05', Date.UTC(2023, 11, 31, 18, 5)],
  ['1/8/90 0:00', Date.UTC(1990, 0, 8)],
  ['12/31/2023 6:05 PM', Date.UTC(2023, 11, 31, 18, 5)],
  ['Jun 12 1998', Date.UTC(1998, 5, 12)],
  ['January 5, 2023', Date.UTC(2023, 0, 5)],
  ['5-Jan-2023', Date.UTC(2023, 0, 5)],
  ['Thu, 22 Aug 2002 18:26:25 +0700 (ICT)', Date.UTC(2002, 7, 22, 11, 26, 25)],
  ['31.02.2023', undefined],
  ['13/31/2023', undefined],
  ['Chapter 3', undefined],
  ['1,5', undefined],
  ['3 pigs 2020', undefined],
  ['17', 17],
  ['soon', undefined],
  ['', undefined],
])('the time %s is %s', (cell, ms) => {
  expect(timeValue(cell)).toBe(ms);
});
