import { expect, it } from 'vitest';
import { bytes, file, importTexts } from '../../corpus/testing/import-texts';
import { frontMatterLength } from './front-matter';

const rest = (text: string) => text.slice(frontMatterLength(text));

it('front matter is what stands between fences at the very beginning', () => {
  expect(rest('---\na: b\n---\ntext')).toBe('text');
  expect(rest('---\r\na: b\r\n...\r\n\r\ntext')).toBe('text');
  expect(rest('+++\na = 1\n+++\ntext')).toBe('text');
  for (const none of [
    ' ---\na\n---\n',
    '---\n\na\n---\n',
    '---\na: b\n+++\n',
    '---\na\n',
    '----\na\n----\n',
    'a\n---\n',
  ])
    expect(rest(none)).toBe(none);
});

it('front matter of more than 64 KB is text', async () => {
  const matter = (lines: number) => `---\n${'key: value\n'.repeat(lines)}---\ntext`;
  expect((await importTexts([file('a.md', matter(5900))])).texts).toEqual(['text']);
  expect((await importTexts([file('a.md', matter(6000))])).texts).toEqual([matter(6000)]);
});

it('the range of the document begins after the front matter, byte-order mark and all', async () => {
  const contents = bytes('\ufeff---\ntitle: Größe\n---\nDas Wort');
  const { parts } = await importTexts([file('a.md', contents)]);
  const { byteStart = 0, byteEnd = 0 } = parts[0]?.provenance ?? {};
  expect(new TextDecoder().decode(contents.subarray(byteStart, byteEnd))).toBe('Das Wort');
});
