import { expect, it } from 'vitest';
import { documentsOf } from '@/schema/shape';
import { file, importTexts } from '../../corpus/testing/import-texts';

const read = (text: string, columns = ['source', 'target', 'context']) =>
  importTexts([file('a.po', text)], { mapping: documentsOf(columns) });

it('unescapes, joins lines, and takes context and every plural form', async () => {
  const { texts, parts } = await read(
    'msgctxt "c"\nmsgid "a\\t\\"b\\\\\\101\\n"\n"more"\nmsgstr "x"\n\nmsgid "file"\nmsgid_plural "files"\nmsgstr[0] "Datei"\nmsgstr[1] "Dateien"\nmsgstr[2] "Datei s"\n',
  );
  expect(texts).toEqual(['a\t"b\\A\nmore\n\nx\n\nc', 'file\n\nDatei', 'files\n\nDateien', 'files\n\nDatei s']);
  expect(parts.map(({ provenance }) => provenance.row)).toEqual([1, 6, 6, 6]);
});

it('leaves out fuzzy and obsolete messages and the header, with or without blank lines between', async () => {
  const { texts } = await read(
    'msgid ""\nmsgstr "Language: de\\n"\n#, c-format, fuzzy\nmsgid "b"\nmsgstr "B"\n#, c-format\nmsgid "c"\nmsgstr "C"\nmsgid "d"\nmsgstr "D"\n#~ msgid "e"\n#~ msgstr "E"\n#| msgid "g"\nmsgid "f"\nmsgstr "F"\n',
  );
  expect(texts).toEqual(['c\n\nC', 'd\n\nD', 'f\n\nF']);
});

it('is read in the charset of its header', async () => {
  const text =
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-2\\n"\nmsgid "zero"\nmsgstr "\xb9krt\xb3"\n';
  const { texts, source } = await importTexts(
    [
      file(
        'a.po',
        Uint8Array.from(text, (c) => c.charCodeAt(0)),
      ),
    ],
    {
      mapping: documentsOf(['target']),
    },
  );
  expect(source.files[0]?.encoding?.name).toBe('iso-8859-2');
  expect(texts).toEqual(['škrtł']);
});

it('reports lines that are nothing, and messages without translation as rows without text', async () => {
  const { texts, codes, source } = await read('oops\nmsgid "a"\nmsgstr "A"\n\nmsgid "b"\nmsgstr ""\n', ['target']);
  expect(texts).toEqual(['A']);
  expect(codes).toEqual(['import/po-line', 'import/empty-rows']);
  expect(source.files[0]?.problems.map(({ where }) => where)).toEqual(['a.po, line 1', 'a.po, row 5']);
});

it('a message has at most four million characters', async () => {
  const of = (n: number) => `msgid "a"\nmsgstr ""\n${`"${'x y '.repeat(250)}"\n`.repeat(n)}`;
  expect((await read(of(4194))).codes).toEqual([]);
  expect((await read(of(4195))).codes).toEqual(['import/record-too-long']);
});

it('knows the language of the translations from the header', async () => {
  const { rows } = await importTexts([
    file('a.po', 'msgid ""\nmsgstr "Language: pt_BR\\n"\n\nmsgid "a house"\nmsgstr "uma casa"\n'),
  ]);
  expect(rows[0]?.head).toMatchObject({ shape: 'pairs', languages: { target: 'pt-BR' } });
});
