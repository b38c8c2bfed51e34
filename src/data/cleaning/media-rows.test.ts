import { expect, it } from 'vitest';
import { rowText } from '@/schema/row';
import { cleanDocuments, parts } from './testing/clean-documents';

const CAPTION = 'A brown dog runs over the green field behind the old house and barks at a passing train.';
const row = (file: string, caption = CAPTION) =>
  rowText(
    {
      shape: 'images',
      fields: [{ name: 'caption', role: 'text' }],
      media: { kind: 'image', sourceId: '1', file, byteStart: 0, byteEnd: 12, width: 2, height: 2 },
    },
    [caption],
  );
const documents = [row('a.png'), row('b.png'), row('a.png'), row('c.png', CAPTION.replace('dog', 'fox'))].map(
  (text, i) => parts(i, text),
);

it.each([
  ['exact-duplicates', [2]],
  ['near-duplicates', []],
])('%s tells pictures with the same caption apart', async (id, dropped) => {
  const { drops } = await cleanDocuments(documents, [[id, {}]]);
  expect(drops.map(({ document }) => document)).toEqual(dropped);
  const plain = [CAPTION, CAPTION].map((text, i) => parts(i, text));
  expect((await cleanDocuments(plain, [[id, {}]])).drops).toHaveLength(1);
});
