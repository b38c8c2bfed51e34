import { expect, it } from 'vitest';
import { file, importTexts } from '../../corpus/testing/import-texts';
import { argumentsOf } from './arguments';
import { mdocText } from './mdoc';
import { plainText } from './plain-text';

const read = async (...lines: string[]) => (await importTexts([file('a.man', lines.join('\n'))])).texts[0];

it('escapes', () => {
  const strings = new Map([
    ['Aq', "'"],
    ['me', '\\*(me!'],
  ]);
  const cases: readonly (readonly [string, string])[] = [
    ['\\fBbold\\fP and \\f(CWcode\\f[R]', 'bold and code'],
    ['\\-\\-all \\(bu \\[bu] \\[u2014] \\[u0065_0301]', '--all • • — é'],
    ["Gr\\(:o\\(ssen, \\[:A]pfel, caf\\('e, \\(,c\\(oa", 'Größen, Äpfel, café, çå'],
    ['a\\&.b\\|c\\ d\\~e\\0f', 'a.bc d e f'],
    ['\\s-2small\\s0 \\s+1x\\s[+2]y', 'small xy'],
    ['\\h\'-04\'\\v"3"x\\m[blue]y\\m[]', 'xy'],
    ['it\\*(Aqs \\*[Aq] \\*(nothing', "it's ' thing"],
    ['back\\e\\\\slash', 'back\\\\slash'],
    ['text \\" comment', 'text '],
    ['ends in \\', 'ends in '],
  ];
  for (const [given, expected] of cases) expect(plainText(given, strings), given).toBe(expected);
  // Of itself: not without end.
  expect(plainText('\\*(me', strings)).toBe('!!!!');
});

it('arguments', () => {
  expect(argumentsOf('a "b c" d\\ e "say ""hi""" "open')).toEqual(['a', 'b c', 'd\\ e', 'say "hi"', 'open']);
});

it('headings, paragraphs, tags, lists, and lines as they stand', async () => {
  expect(
    await read(
      '.TH X 1',
      '.SH "A HEADING"',
      'One',
      'two',
      '.PP',
      'Three',
      '.br',
      'four',
      '',
      'Five',
      '.nf',
      '  six',
      'seven',
      '.fi',
    ),
  ).toBe('A HEADING\n\nOne two\n\nThree\nfour\n\nFive\n\n  six\nseven');
  expect(await read('.TH X 1', '.TP', '.B \\-a', 'All', 'of it.', '.IP \\(bu 2', 'Item', '.BR ls (1),')).toBe(
    '-a\nAll of it.\n\n•\nItem ls(1),',
  );
});

it('definitions and what is not for a terminal are left out, conditions in conditions too', async () => {
  expect(
    await read(
      ...['.TH X 1', '.de Sp \\" space', '.if t .sp', 'no text', '..', '.ig', 'ignored', '..', '.ie n yes', '.el no'],
      ...[
        '.if t \\{\\',
        '.  if n \\{\\',
        'hidden',
        '.  \\}',
        'hidden too',
        '.\\}',
        '.if !t shown',
        '.ie \\n(.g .ds q \\(lq',
        '.el .ds q x',
        '\\*qsaid',
      ],
    ),
  ).toBe('yes shown “said');
});

it('tables and links', async () => {
  expect(
    await read(
      '.TS',
      'tab(:);',
      'l l.',
      'a:b',
      'T{',
      'c',
      'T}:T{',
      'd',
      'T}',
      '.T&',
      'l.',
      'e',
      '.TE',
      'See',
      '.UR http://x.org',
      'this',
      '.UE .',
    ),
  ).toBe('a b\nc\nd\ne\n\nSee this ⟨http://x.org⟩.');
});

it('mdoc', async () => {
  expect(mdocText('Op', 'Fl a Ar file ,', 'ls')).toBe('[-a file],');
  expect(mdocText('Fl', 'a b', 'ls')).toBe('-a -b');
  expect(mdocText('Xr', 'ls 1 .', '')).toBe('ls(1).');
  expect(mdocText('Ar', 'file Ns Ar .gz', '')).toBe('file.gz');
  expect(
    await read(
      '.Dd May 1',
      '.Sh NAME',
      '.Nm cat',
      '.Nd show files',
      '.Sh DESCRIPTION',
      '.Nm',
      'shows',
      '.Pp',
      '.It Fl n',
      'Numbers.',
    ),
  ).toBe('NAME\n\ncat – show files\n\nDESCRIPTION\n\ncat shows\n\n-n\nNumbers.');
});

it('is told by its beginning, whatever its ending', async () => {
  const { source } = await importTexts([
    file('ls.1', '\'\\" t\n.TH LS 1\n.SH NAME\nls'),
    file('app.log.1', '2026-01-01 started\n2026-01-02 stopped'),
  ]);
  expect(source.files.map(({ importer }) => importer)).toEqual(['roff', 'text']);
});
