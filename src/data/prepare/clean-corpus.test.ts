import { describe, expect, it } from 'vitest';
import { isAbort } from '@/base/errors';
import type { PrepareConfig } from '@/schema/dataset';
import type { DocumentPart } from '@/schema/document';
import { memoryStorage } from '@/storage/memory';
import type { Storage } from '@/storage/storage';
import { cleanDocuments, parts } from '../cleaning/testing/clean-documents';
import { prose, word, wordsFrom } from '../cleaning/testing/plain-words';
import { writeFile } from './byte-sink';
import { type CleanCorpusContext, cleanCorpus } from './clean-corpus';
import type { Corpus } from './corpus';

function corpusOf(texts: readonly string[], cuts: readonly number[] = []): Corpus {
  return {
    documentCount: texts.length,
    totalCharacters: texts.reduce((sum, text) => sum + text.length, 0),
    sources: [],
    async *parts(): AsyncGenerator<DocumentPart> {
      for (const [i, text] of texts.entries()) yield* parts(i, text, cuts);
    },
  };
}

const on = (...ids: (string | [string, PrepareConfig['steps'][number]['options']])[]): PrepareConfig['steps'] =>
  ids.map((id) => (typeof id === 'string' ? { id, on: true, options: {} } : { id: id[0], on: true, options: id[1] }));

async function run(
  corpus: Corpus,
  steps: PrepareConfig['steps'],
  {
    storage = memoryStorage(),
    onPart = async () => {},
    ...more
  }: CleanCorpusContext & { onPart?: (n: number) => Promise<void> } = {},
) {
  const writer = await storage.create('clean.txt');
  const cleaned = await writeFile(writer, (sink) => cleanCorpus(corpus, steps, sink, onPart, { storage, ...more }));
  const bytes = new Uint8Array(await (await storage.blob('clean.txt')).arrayBuffer());
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    ...cleaned,
    texts: [...cleaned.documents].map(({ start, end }) => decoder.decode(bytes.subarray(start, end))),
  };
}

const common = 'a line of many documents';
const texts = [
  ...Array.from({ length: 30 }, (_, i) => `${common}\r\n${wordsFrom(100 * i, 60 + i).join(' ')}\n`),
  `${prose(60)} more`, // nearly the first
  word(7), // short
  ' \n', // empty
  `${wordsFrom(50_000, 5000).join(' ')}\n${common}`, // long
  `${common}\r\n${wordsFrom(100, 61).join(' ')}\n`, // exactly the second
  'Ünïcödé 👩🏽‍🚀 '.repeat(8000), // longer than a piece, astral
];
const threeSurveys = on(
  'white-space',
  ['boilerplate', { commonIn: 10 }],
  ['outliers', { side: 'both' }],
  'empty-documents',
  'exact-duplicates',
  'near-duplicates',
);
const audited = (audit: readonly { id: string; documentsIn: number; changed: number; dropped: object }[]) =>
  audit.map(({ id, documentsIn, changed, dropped }) => ({ id, documentsIn, changed, dropped }));

describe('cleanCorpus', () => {
  it('comes to the same in phases through storage as in memory, and leaves nothing there', async () => {
    const storage = memoryStorage();
    const cuts = [3, 17, 20_000, 70_001];
    const inMemory = await cleanDocuments(
      texts.map((text, i) => parts(i, text, cuts)),
      threeSurveys.map(({ id, options }) => [id, options] as const),
    );
    const cleaned = await run(corpusOf(texts, cuts), threeSurveys, { storage, folder: 'datasets/x' });
    expect(cleaned.texts).toEqual(inMemory.kept);
    expect(audited(cleaned.audit)).toEqual(audited(inMemory.audits));
    expect([...cleaned.dropped]).toEqual([...inMemory.drops].sort((a, b) => a.document - b.document));
    expect(await storage.list('')).toEqual(['clean.txt']);
  });

  it('accounts for every document at every step', async () => {
    const { audit, dropped, documents } = await run(corpusOf(texts), threeSurveys);
    let left = texts.length;
    for (const step of audit) {
      expect(step.documentsIn).toBe(left);
      left -= Object.values(step.dropped).reduce((sum, n) => sum + n, 0);
    }
    expect(documents.count).toBe(left);
    expect([...dropped].map(({ document, step, reason }) => [document, step, reason])).toEqual([
      [0, 'near-duplicates', 'near duplicate'], // number 30 is longer
      [31, 'outliers', 'unusually small'],
      [32, 'outliers', 'unusually small'],
      [33, 'outliers', 'unusually large'],
      [34, 'exact-duplicates', 'duplicate'],
      [35, 'outliers', 'unusually large'],
    ]);
    expect(audit.find(({ id }) => id === 'boilerplate')?.changed).toBe(32);
    expect(audit.find(({ id }) => id === 'exact-duplicates')?.examples[0]?.file).toBe('file-34.txt');
  });

  it('drops none that is rescued', async () => {
    const rescued = new Set([31, 32, 33, 34]);
    const { dropped, texts: kept } = await run(corpusOf(texts), threeSurveys, { rescued });
    expect([...dropped].filter(({ document }) => rescued.has(document))).toEqual([]);
    expect(kept).toContain(word(7));
    expect(kept).toContain('');
  });

  it('reads the corpus again instead of a copy when nothing came before a survey', async () => {
    const created: string[] = [];
    const memory = memoryStorage();
    const storage: Storage = {
      ...memory,
      create: (path) => {
        created.push(path);
        return memory.create(path);
      },
    };
    await run(corpusOf(texts), on('near-duplicates', 'outliers'), { storage });
    expect(created).toEqual(['clean.txt', 'cleaning/phase-2.txt']);
  });

  it('tells of as many characters as there are, whatever the number of phases', async () => {
    for (const steps of [on('white-space'), on('near-duplicates'), threeSurveys]) {
      let told = 0;
      const corpus = corpusOf(texts);
      await run(corpus, steps, { onPart: async (n) => void (told += n) });
      expect(Math.abs(told - corpus.totalCharacters)).toBeLessThan(1e-3);
    }
  });

  it('can be cancelled in every phase and leaves nothing', async () => {
    let parts = 0;
    await run(corpusOf(texts), threeSurveys, { onPart: async () => void parts++ });
    for (const at of [1, 0.3, 0.5, 0.7, 0.99].map((share) => Math.ceil(share * parts))) {
      const storage = memoryStorage();
      let part = 0;
      const onPart = async () => {
        if (++part === at) throw new DOMException('stop', 'AbortError');
      };
      const outcome = await run(corpusOf(texts), threeSurveys, { storage, onPart }).catch((reason: unknown) => reason);
      expect(isAbort(outcome)).toBe(true);
      expect(await storage.list('')).toEqual([]);
    }
  });

  it('refuses a bad pattern before it reads anything', async () => {
    const unread: Corpus = {
      ...corpusOf(texts),
      parts() {
        throw new Error('read');
      },
    };
    await expect(run(unread, on('near-duplicates', ['pattern', { pattern: '(' }]))).rejects.toMatchObject({
      report: { code: 'cleaning/bad-pattern' },
    });
  });
});
