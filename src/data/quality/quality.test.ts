import { describe, expect, test } from 'vitest';
import type { SplitConfig } from '@/schema/dataset';
import type { DocumentPart } from '@/schema/document';
import type { Chapter, Counts, Distribution } from '@/schema/quality';
import { qualityReport } from '@/schema/quality';
import { ITEM, parseRow, rowText } from '@/schema/row';
import { memoryStorage } from '@/storage/memory';
import { wordsFrom } from '../cleaning/testing/plain-words';
import { stepsOf } from '../recipes/recipe-steps';
import { Breather } from '../tokenizers/breather';
import { gauges } from './index';
import { qualityHtml } from './quality-html';
import { reportQuality } from './report-quality';
import { type SeekableCorpus, sampleOf } from './sample-corpus';

/** Documents as a corpus, each cut into parts of at most `cut` characters. */
function corpusOf(texts: readonly string[], cut = Number.POSITIVE_INFINITY): SeekableCorpus {
  async function* partsFrom(from: number, count: number): AsyncGenerator<DocumentPart> {
    for (const [i, text] of texts.slice(from, from + count).entries()) {
      const size = Math.max(1, Math.min(cut, text.length));
      const pieces = Math.max(1, Math.ceil(text.length / size));
      for (let part = 0; part < pieces; part++) {
        const provenance = { sourceId: 's', file: `${from + i}.txt`, byteStart: 0, byteEnd: 1 };
        const piece = text.slice(part * size, (part + 1) * size);
        yield { document: from + i, part, lastPart: part === pieces - 1, text: piece, provenance };
      }
    }
  }
  return {
    sources: [],
    documentCount: texts.length,
    totalCharacters: texts.reduce((sum, text) => sum + text.length, 0),
    parts: () => partsFrom(0, texts.length),
    partsFrom,
  };
}

const ENGLISH = 'The old ship left the harbour before the sun was up, and nobody on the quay said a word about it.';
const GERMAN = 'Das alte Schiff verließ den Hafen, bevor die Sonne aufging, und niemand am Ufer sagte ein Wort dazu.';
const RUSSIAN = 'Старый корабль вышел из гавани ещё до восхода солнца, и никто на берегу не сказал об этом ни слова.';
const TEXTS = [ENGLISH, GERMAN, ENGLISH, RUSSIAN, '12 😀\n', `${ENGLISH} `.repeat(400)];

const BY_DOCUMENT: SplitConfig = { by: 'document', validationFraction: 0.1, seed: 1 };

async function report(
  corpus: SeekableCorpus,
  recipe: Parameters<typeof stepsOf>[0]['steps'] = [],
  split: SplitConfig = BY_DOCUMENT,
) {
  const steps = stepsOf({ name: 'test', steps: recipe });
  const storage = memoryStorage();
  const made = await reportQuality(
    { corpus, name: 'texts', steps, split },
    storage,
    'measuring',
    () => {},
    new Breather(new AbortController().signal),
  );
  expect(await storage.list(''), 'what is left in storage').toEqual([]);
  return qualityReport.parse(JSON.parse(JSON.stringify(made)), 'report.json');
}

const counts = (chapters: readonly Chapter[], id: string) =>
  Object.fromEntries(
    (chapters.find((chapter) => chapter.id === id) as Counts).entries.map(({ name, count, behind }) => [
      name,
      [count, behind],
    ]),
  );
const distribution = (chapters: readonly Chapter[], id: string) =>
  chapters.find((chapter) => chapter.id === id) as Distribution;

describe('a report of the corpus as imported', () => {
  test('counts documents, words, characters and bytes', async () => {
    const { stage, documents, words, characters, bytes } = await report(corpusOf(TEXTS));
    expect({ stage, documents }).toEqual({ stage: 'as imported', documents: 6 });
    expect(words).toBe(TEXTS.join(' ').split(/\s+/).filter(Boolean).length);
    expect(characters).toBe(TEXTS.join('').length);
    expect(bytes).toBe(new TextEncoder().encode(TEXTS.join('')).length);
  });

  test('tells languages, duplicates, character classes and outliers, with the documents behind each', async () => {
    const { chapters } = await report(corpusOf(TEXTS));
    expect(counts(chapters, 'languages')).toMatchObject({
      'English (en)': [3, [0, 2, 5]],
      'German (de)': [1, [1]],
      'Russian (ru)': [1, [3]],
    });
    expect(counts(chapters, 'exact-duplicates')).toEqual({
      unique: [5, [0, 1, 3, 4, 5]],
      'repeats an earlier one': [1, [2]],
    });
    expect(counts(chapters, 'character-classes')).toMatchObject({
      digits: [2, [4]],
      'emoji and pictographs': [1, [4]],
      'line ends': [1, [4]],
      'letters, Cyrillic': [RUSSIAN.match(/\p{Script=Cyrillic}/gu)?.length, [3]],
    });
    expect(counts(chapters, 'length-outliers')).toMatchObject({
      'unusually long': [1, [5]],
      'unusually short': [1, [4]],
      'usual length': [4, [0, 1, 2, 3]],
    });
  });

  test('spreads lengths over round edges and keeps the median', async () => {
    const { edges, counts: bars, behind, median } = distribution((await report(corpusOf(TEXTS))).chapters, 'lengths');
    expect(bars.reduce((sum, count) => sum + count, 0)).toBe(6);
    const bar = edges.findLastIndex((edge) => edge <= ENGLISH.length);
    expect(behind[bar]).toEqual(expect.arrayContaining([0, 2]));
    expect(median).toBe([...TEXTS.map(({ length }) => length)].sort((a, b) => a - b)[2]);
  });

  test('draws the lines of the filters, and counts personal data and near duplicates', async () => {
    const near = `${ENGLISH} ${GERMAN} ${ENGLISH.replace('harbour', 'haven')}`.repeat(3);
    const texts = [
      near,
      `${near} And off it went.`,
      'Write to anna@example.org or ben@example.org, or to 81.2.69.142.',
    ];
    const { chapters } = await report(corpusOf(texts, 7));
    expect(counts(chapters, 'near-duplicates')).toMatchObject({ 'like a longer one': [1, [0]] });
    expect(counts(chapters, 'personal-data')).toEqual({ 'e-mail addresses': [2, [2]], 'IP addresses': [1, [2]] });
    expect(distribution(chapters, 'words').thresholds).toEqual([
      { value: 50, drops: 'below', rule: 'Gopher' },
      { value: 100000, drops: 'above', rule: 'Gopher' },
    ]);
    expect(distribution(chapters, 'terminatedLines').thresholds).toEqual([
      { value: 0.12, drops: 'below', rule: 'FineWeb' },
    ]);
  });

  test('does not depend on where documents are cut, not even within a pair of surrogates', async () => {
    expect(await report(corpusOf(TEXTS, 3))).toEqual(await report(corpusOf(TEXTS)));
    expect(await report(corpusOf(TEXTS, 1))).toEqual(await report(corpusOf(TEXTS)));
  });

  test('an empty corpus has a report too', async () => {
    expect(await report(corpusOf([]))).toMatchObject({ documents: 0, words: 0, bytes: 0 });
  });
});

describe('overlap of training and validation', () => {
  const one = Array.from({ length: 40 }, (_, i) => wordsFrom(100 * i, 60).join(' '));
  const texts = [...one, ...one.slice(0, 20), ...one.slice(20).map((text) => `${text} ${GERMAN.slice(0, 20)}`)];

  test('is told with each document beside its twin, and is none after decontamination, for the same split', async () => {
    const split: SplitConfig = { by: 'document', validationFraction: 0.3, seed: 1 };
    const { chapters } = await report(corpusOf(texts, 50), [], split);
    const overlap = chapters.find(({ id }) => id === 'overlap') as Counts;
    const of = (name: string) => overlap.entries.find((entry) => entry.name === name);
    for (const name of ['trained on too', 'nearly trained on too']) {
      const { count = 0, behind = [], twins } = of(name) ?? {};
      expect(count).toBeGreaterThan(0);
      expect(behind).toHaveLength(Math.min(24, count));
      expect(twins?.kind).toBe(name === 'trained on too' ? 'exact' : 'near');
      expect(twins?.of.map((twin) => twin % 40)).toEqual(behind.map((document) => document % 40));
    }
    const all = overlap.entries.reduce((sum, { count }) => sum + count, 0);
    const after = await report(corpusOf(texts, 50), [{ id: 'decontamination' }], split);
    const left = counts(after.chapters, 'overlap');
    expect(left['trained on too']).toEqual([0, []]);
    expect(left['nearly trained on too']).toEqual([0, []]);
    expect(left['unlike all that is trained on']?.[0]).toBe(all);
  });

  test('is not told of a split that cannot be made of these documents', async () => {
    const { chapters } = await report(corpusOf(texts), [], { by: 'time', validationFraction: 0.3, seed: 1 });
    expect((chapters.find(({ id }) => id === 'overlap') as Counts).entries).toEqual([]);
  });
});

describe('a report after cleaning', () => {
  test('measures what is left, under the indices of the corpus', async () => {
    const { stage, documents, chapters } = await report(corpusOf(TEXTS), [
      { id: 'exact-duplicates' },
      { id: 'length-bounds', options: { minCharacters: 50 } },
    ]);
    expect({ stage, documents }).toEqual({ stage: 'after Length', documents: 4 });
    expect(counts(chapters, 'exact-duplicates')).toEqual({ unique: [4, [0, 1, 3, 5]] });
  });
});

describe('a sample', () => {
  test('of a small corpus is all of it', () => {
    const corpus = corpusOf(TEXTS);
    expect(sampleOf(corpus)).toEqual({ corpus, whole: true });
  });

  test('of a large one reaches from the first document to the last, in order, and no further than it must', async () => {
    const corpus = corpusOf(Array.from({ length: 5000 }, (_, i) => `${i} ${'word '.repeat(200)}`));
    const { corpus: sample, whole } = sampleOf(corpus);
    expect(whole).toBe(false);
    const seen: number[] = [];
    let characters = 0;
    for await (const part of sample.parts()) {
      if (part.part === 0) seen.push(part.document);
      characters += part.text.length;
    }
    expect(seen[0]).toBe(0);
    expect(seen.at(-1)).toBe(4999);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(seen).toHaveLength(sample.documentCount);
    expect(Math.abs(characters - 2_000_000)).toBeLessThan(100_000);
  });

  test('cuts a document that is longer than a sample should be', async () => {
    const { corpus: sample } = sampleOf(corpusOf(['a'.repeat(3_000_000)], 100_000));
    let characters = 0;
    let ends = 0;
    for await (const { text, lastPart } of sample.parts()) {
      characters += text.length;
      if (lastPart) ends++;
    }
    expect(ends).toBe(1);
    expect(characters).toBeLessThanOrEqual(600_000);
  });
});

const row = parseRow(
  rowText(
    {
      shape: 'labelled',
      fields: [
        { name: 'text', role: 'text' },
        { name: 'label', role: 'label' },
      ],
    },
    ['', `good${ITEM}short`],
  ),
);

test('labels are counted, and what is missing by column', async () => {
  const of = async (id: string) => {
    const gauge = (await gauges.get(id).load()).create();
    gauge.row?.(row, 7);
    const [chapter] = gauge.chapters();
    return chapter?.kind === 'counts' ? chapter.entries : [];
  };
  expect(await of('labels')).toEqual([
    { name: 'good', count: 1, behind: [7] },
    { name: 'short', count: 1, behind: [7] },
  ]);
  expect(await of('missing-values')).toEqual([{ name: 'text', count: 1, behind: [7] }]);
});

test('every gauge tells what it measures', async () => {
  for (const { id, label, help, load } of gauges.entries) {
    expect({ label, help }, id).toEqual({ label: expect.stringMatching(/\S/), help: expect.stringMatching(/\.$/) });
    const gauge = (await load()).create();
    // Some speak of rows alone.
    gauge.row?.(row, 0);
    expect(gauge.chapters().length, id).toBeGreaterThan(0);
  }
});

describe('a page', () => {
  test('tells what each step did, with all text escaped', async () => {
    const before = await report(corpusOf(TEXTS));
    const audit = [
      {
        id: 'language',
        documentsIn: 1200,
        changed: 3,
        dropped: { 'other <b>': 2, unknown: 1, none: 0 },
        seconds: 1.234,
      },
      { id: '<i>gone</i>', documentsIn: 1197, changed: 0, dropped: {}, seconds: 0 },
    ].map((step) => ({ ...step, examples: [] }));
    const page = qualityHtml([before], audit);
    const cells = (...texts: string[]) => texts.map((text) => `<td>${text}</td>`).join('');
    expect(page).toContain(cells('Language', '1,200', '3', '3 (2 other &lt;b&gt;, 1 unknown)', '1.23'));
    expect(page).toContain(cells('&lt;i&gt;gone&lt;/i&gt;', '1,197', '0', '0', '0.00'));
    expect(page).not.toMatch(/<[bi]>/);
  });

  test('says so where no step was on, and nothing where it is not known what they did', async () => {
    const before = await report(corpusOf(TEXTS));
    expect(qualityHtml([before], [])).toContain('the text was taken as it came');
    expect(qualityHtml([before])).not.toContain('cleaning steps');
  });
});
