import { expect, it } from 'vitest';
import type { SplitConfig } from '@/schema/dataset';
import type { DocumentPart } from '@/schema/document';
import { ITEM, type RowHead, rowText } from '@/schema/row';
import { VALIDATION } from '../split/assign-sides';
import { DocumentRanges } from '../split/text-ranges';
import { Breather } from '../tokenizers/breather';
import type { Corpus } from './corpus';
import { splitPlan } from './split-keys';

interface Given {
  readonly text: string;
  readonly file: string;
}

/** Documents of one source, each cut in two. */
function corpusOf(documents: readonly Given[]): Corpus {
  return {
    documentCount: documents.length,
    totalCharacters: documents.reduce((sum, { text }) => sum + text.length, 0),
    sources: [],
    async *parts(): AsyncGenerator<DocumentPart> {
      for (const [document, { text, file }] of documents.entries()) {
        const cut = Math.max(0, text.length - 2);
        const provenance = { sourceId: 's', file, byteStart: 0, byteEnd: 1 };
        yield { document, part: 0, lastPart: false, text: text.slice(0, cut), provenance };
        yield { document, part: 1, lastPart: true, text: text.slice(cut), provenance };
      }
    },
  };
}

async function heldOut(documents: readonly Given[], config: Partial<SplitConfig>): Promise<number[]> {
  const plan = await splitPlan(
    { by: 'document', validationFraction: 0.25, seed: 1, ...config },
    corpusOf(documents),
    new Breather(new AbortController().signal),
  );
  const sizes = new DocumentRanges();
  for (const _ of documents) sizes.add(0, 1000);
  const sides = plan.sides(
    documents.map((_, i) => i),
    sizes,
  );
  return [...(sides ?? [])].flatMap((side, i) => (side === VALIDATION ? i : []));
}

const row = (more: Partial<RowHead>, label = 'good') => ({
  file: 'a.csv',
  text: rowText(
    {
      shape: 'labelled',
      fields: [
        { name: 'text', role: 'text' },
        { name: 'stars', role: 'label' },
      ],
      ...more,
    },
    ['Some text of a row.', label],
  ),
});

it('by file keeps the documents of a file together', async () => {
  const documents = Array.from({ length: 40 }, (_, i) => ({ text: `number ${i}`, file: `${i % 8}.txt` }));
  const files = new Set((await heldOut(documents, { by: 'file' })).map((i) => i % 8));
  expect(files.size).toBe(2);
  expect(await heldOut(documents, { by: 'file' })).toHaveLength(10);
});

it('by group keeps rows of one user together, and takes rows without for users of their own', async () => {
  const documents = Array.from({ length: 40 }, (_, i) => row(i < 20 ? { group: `user ${i % 4}` } : {}));
  const held = await heldOut(documents, { by: 'group' });
  expect(held).toHaveLength(10);
  for (const user of [0, 1, 2, 3]) expect([0, 5]).toContain(held.filter((i) => i < 20 && i % 4 === user).length);
});

it('by time holds out the latest', async () => {
  const documents = [30, 10, 40, 20].map((time) => row({ time }));
  expect(await heldOut(documents, { by: 'time' })).toEqual([2]);
});

it('by label holds out the same share of each, several labels of a row taken together', async () => {
  const labels = ['good', 'bad', `good${ITEM}bad`, 'good'];
  const documents = Array.from({ length: 40 }, (_, i) => row({}, labels[i % 4]));
  const held = await heldOut(documents, { by: 'label', validationFraction: 0.5 });
  for (const at of [1, 2]) expect(held.filter((i) => i % 4 === at)).toHaveLength(5);
  expect(held.filter((i) => i % 2 === 0 || i % 4 === 3)).toHaveLength(15);
});

it('in folds holds out each document once', async () => {
  const documents = Array.from({ length: 23 }, (_, i) => ({ text: `number ${i}`, file: `${i % 7}.txt` }));
  for (const by of ['document', 'file'] as const) {
    const all = [];
    for (const turn of [1, 2, 3]) all.push(...(await heldOut(documents, { by, fold: { count: 3, turn } })));
    expect(all.sort((a, b) => a - b)).toEqual(documents.map((_, i) => i));
  }
});

it.each<[string, Partial<SplitConfig>, RegExp]>([
  ['a group of all', { by: 'file' }, /of one group/],
  ['times that are missing', { by: 'time' }, /No document has a time/],
  ['groups that are missing', { by: 'group' }, /No document has a group/],
  ['labels that are missing', { by: 'label' }, /No document has a label/],
  ['a fold that is not there', { fold: { count: 2, turn: 3 } }, /no fold 3 of 2/],
  ['more folds than files', { by: 'file', fold: { count: 3, turn: 1 } }, /only 1 file; 3 folds need at least 3/],
  ['more folds than documents', { fold: { count: 9, turn: 1 } }, /only 4 documents; 9 folds need at least 9/],
])('refuses %s', async (_, config, message) => {
  const documents = Array.from({ length: 4 }, (_, i) => ({ text: `number ${i}`, file: 'a.txt' }));
  await expect(heldOut(documents, config)).rejects.toThrow(message);
});

it('refuses folds by time', async () => {
  const documents = [3, 1, 2].map((time) => row({ time }));
  await expect(heldOut(documents, { by: 'time', fold: { count: 2, turn: 1 } })).rejects.toThrow(/no folds by time/);
});
