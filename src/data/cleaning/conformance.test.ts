import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultsOf, type OptionSpec, parseOptions } from '@/base/options';
import type { DocumentPart } from '@/schema/document';
import { cleaningSteps } from './index';
import { standsAlone } from './stands-alone';
import { cleanDocuments, type Options, parts } from './testing/clean-documents';
import { cuts, messy, rich } from './testing/messy-text';

/** Settings beside the defaults and their opposites under which a step does more with so little text. */
const more: Readonly<Record<string, readonly Options[]>> = {
  'gopher-quality': [{ minWords: 5, maxWords: 60, maxBulletLines: 0.3, stopWordsFor: 'all' }],
  'gopher-repetition': [{ lines: 0.2, top2: 0.9, top3: 0.9, top4: 0.9 }],
  'fineweb-quality': [{ maxDuplicate: 1, maxLineEnds: 1, maxShort: 1 }],
  'c4-lines': [{ minSentences: 0, terminated: true, brackets: false, placeholder: false }],
  language: [{ keep: 'en', minScore: 0.3 }],
  'length-bounds': [{ minCharacters: 20, maxCharacters: 200, minWords: 5, maxWords: 30 }],
  pattern: [
    { pattern: 'o[a-z]+', replacement: '$1' },
    { pattern: '(?i)HOME', action: 'line' },
    { pattern: '^.*fox', action: 'document' },
  ],
  markup: [{ html: 'all' }, { html: 'all', markdown: true }],
  boilerplate: [{ commonIn: 2 }],
  'near-duplicates': [{ run: 1, bands: 20, rows: 2 }],
  'stop-words': [{ language: 'deu' }],
  pii: [{ action: 'drop' }],
};

/** Steps whose output may give them more to do, each for a reason that lies in what it is for. */
const notIdempotent = new Set([
  'markup', // "&amp;lt;" becomes "&lt;"
  'pattern', // what a replacement leaves together may match
  'boilerplate', // counts over the corpus, which has changed
  'outliers', // the same
  'near-duplicates', // the longest of a cluster that others held together
  'decontamination', // fewer documents are split otherwise
  'stop-words', // "and'the"
  'unicode-repair', // text that was garbled twice, when a line end moved
  'pii', // a mark may part what hid a number
  'urls', // what stands before a mark
]);

function opposite(spec: OptionSpec) {
  if (spec.type === 'toggle') return !spec.default;
  if (spec.type === 'choice') return spec.choices.at(-1)?.id ?? spec.default;
  return spec.default === 2 ? 0 : spec.default;
}

const settings = cleaningSteps.entries.flatMap((entry) => {
  const opposites = Object.fromEntries(Object.entries(entry.options).map(([name, spec]) => [name, opposite(spec)]));
  const all: [string, Options][] = [
    ['defaults', defaultsOf(entry.options)],
    ...(Object.keys(opposites).length > 0 ? [['opposites', opposites] satisfies [string, Options]] : []),
    ...(more[entry.id] ?? []).map((options, i): [string, Options] => [`settings ${i + 1}`, options]),
  ];
  return all.map(([name, options]) => ({ entry, id: entry.id, name, options }));
});

const text = fc.oneof(messy, rich, rich);

it('knows which steps look at other documents', async () => {
  const across: string[] = [];
  for (const { entry, id, options } of settings) if (!(await standsAlone(entry, options))) across.push(id);
  expect([...new Set(across)]).toEqual([
    'boilerplate',
    'label-spelling',
    'outliers',
    'exact-duplicates',
    'near-duplicates',
    'decontamination',
  ]);
});

it('has settings only for steps and options that there are', () => {
  for (const [id, all] of Object.entries(more))
    for (const options of all) expect(parseOptions(cleaningSteps.get(id).options, options).problems).toEqual([]);
  for (const id of notIdempotent) expect(cleaningSteps.has(id)).toBe(true);
});

describe.each(settings)('conformance of $id with $name', ({ entry, id, options }) => {
  it('loses no document: in = kept + dropped, each for a declared reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, cuts), { maxLength: 8 }), async (corpus) => {
        const documents = corpus.map(([content, where], i) => parts(i, content, where));
        const before = structuredClone(documents);
        const { kept, documents: stay, audits, drops } = await cleanDocuments(documents, [[id, options]]);
        const [audit] = audits;
        expect(audit?.documentsIn).toBe(corpus.length);
        const dropped = Object.values(audit?.dropped ?? {}).reduce((sum, n) => sum + n, 0);
        expect(kept.length + dropped).toBe(corpus.length);
        for (const reason of Object.keys(audit?.dropped ?? {})) expect(entry.reasons).toContain(reason);
        expect(documents).toEqual(before);
        // Every document is accounted for once, by its index.
        const all = [...stay, ...drops].map(({ document }) => document).sort((a, b) => a - b);
        expect(all).toEqual(corpus.map((_, i) => i));
        // A changed document is one whose text differs; dropped ones are not changed.
        expect(audit?.changed).toBe(stay.filter((d) => d.text !== corpus[d.document]?.[0]).length);
      }),
      { numRuns: 30, seed: 1 },
    );
  });

  it('comes to the same wherever parts are cut', async () => {
    await fc.assert(
      fc.asyncProperty(text, cuts, text, async (content, where, other) => {
        const whole = await cleanDocuments([parts(0, content), parts(1, other), parts(2, content)], [[id, options]]);
        const cut = await cleanDocuments(
          [parts(0, content, where), parts(1, other, where), parts(2, content)],
          [[id, options]],
        );
        expect(cut.documents).toEqual(whole.documents);
        expect(cut.drops).toEqual(whole.drops);
        expect(cut.audits[0]?.changed).toBe(whole.audits[0]?.changed);
      }),
      { numRuns: 80, seed: 1 },
    );
  });

  it('drops no document that is rescued, and comes to the same wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(text, cuts, async (content, where) => {
        const rescued = new Set([0, 1]);
        const two = (at: readonly number[]) =>
          cleanDocuments([parts(0, content, at), parts(1, content, at)], [[id, options]], rescued);
        const whole = await two([]);
        const cut = await two(where);
        expect(whole.drops).toEqual([]);
        expect(whole.kept).toHaveLength(2);
        expect(cut.documents).toEqual(whole.documents);
      }),
      { numRuns: entry.reasons.length > 0 ? 30 : 5, seed: 1 },
    );
  });

  it('does the same to each document alone, unless it says that it looks at others', async () => {
    if (!(await standsAlone(entry, options))) return;
    const clean = (documents: readonly DocumentPart[][]) => cleanDocuments(documents, [[id, options]]);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 2, maxLength: 4 }), async (corpus) => {
        const documents = [...corpus, corpus[0] ?? ''].map((content, i) => parts(i, content));
        const together = await clean(documents);
        const alone = await Promise.all(documents.map((document) => clean([document])));
        expect(alone.flatMap((one) => one.documents)).toEqual(together.documents);
        expect(alone.flatMap((one) => one.drops)).toEqual(together.drops);
      }),
      { numRuns: 10, seed: 1 },
    );
  });

  if (!notIdempotent.has(id))
    it('finds nothing to do in its own output', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(text, { maxLength: 4 }), async (corpus) => {
          const clean = (all: readonly string[]) =>
            cleanDocuments(
              all.map((content, i) => parts(i, content)),
              [[id, options]],
            );
          const once = await clean(corpus);
          expect((await clean(once.kept)).kept).toEqual(once.kept);
        }),
        { numRuns: 30, seed: 1 },
      );
    });
});
