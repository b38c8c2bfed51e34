import { describe, expect, it } from 'vitest';
import { documentsOf } from '@/schema/shape';
import { file, importTexts } from '../../corpus/testing/import-texts';

const read = (xml: string | Uint8Array, columns?: readonly string[]) =>
  importTexts([file('a.xml', xml)], columns ? { mapping: documentsOf(columns) } : {});

describe('xml', () => {
  it('takes the items of a feed, deep as they lie, and their parts and attributes as columns', async () => {
    const item = (i: number) =>
      `<item n="${i}"><title>Title ${i}</title><author><name>Ann ${i}</name></author><author><name>Bob</name></author><body>A body of text, number ${i}</body><link href="x"/></item>`;
    const { texts, source, parts } = await read(
      `<rss><channel><title>T</title>${[1, 2, 3].map(item).join('')}</channel></rss>`,
    );
    expect(texts).toEqual([1, 2, 3].map((i) => `A body of text, number ${i}`));
    expect(parts.map(({ provenance }) => provenance.row)).toEqual([1, 2, 3]);
    expect(source.columns?.available.map(({ name }) => name)).toEqual([
      '@n',
      'title',
      'author.name',
      'body',
      'link.@href',
    ]);
    expect((await read(`<r>${item(1)}${item(2)}</r>`, ['author.name'])).texts[0]).toBe('Ann 1\nBob');
  });

  it('takes rows that are all attributes', async () => {
    const row = (i: number) => `<row Id="${i}" Body="Line one&#10;and &lt;two&gt; of ${i}"/>`;
    expect((await read(`<posts>${row(1)}${row(2)}</posts>`)).texts).toEqual([
      'Line one\nand <two> of 1',
      'Line one\nand <two> of 2',
    ]);
  });

  it('takes a document as one text: its paragraphs are not records of it', async () => {
    const { texts, codes } = await read(
      '<doc><head>A head that is longer than the paragraphs</head><part><p>One <b>two</b> three.</p><p>Four.</p></part></doc>',
    );
    expect(texts).toEqual(['A head that is longer than the paragraphs\nOne two three.\nFour.']);
    expect(codes).toEqual([]);
  });

  it('entities that a file defines mean nothing', async () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
    const start = performance.now();
    const { texts } = await read(
      `<!DOCTYPE z [<!ENTITY l0 "lol">${laughs}]><z><a>first text &l9;</a><a>second text</a></z>`,
    );
    expect(texts).toEqual(['first text &l9;', 'second text']);
    expect(performance.now() - start).toBeLessThan(1000);
    const file = '<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]><z><a>some text &x;</a><a>more</a></z>';
    expect((await read(file)).texts[0]).toBe('some text &x;');
  });

  it('is read in the encoding that it names', async () => {
    const text = '<?xml version="1.0" encoding="koi8-r"?><a><b>';
    const bytes = [...text].map((c) => c.charCodeAt(0)).concat([0xd0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]);
    const { texts, source } = await read(
      Uint8Array.from([...bytes, ...[...'</b><b>q</b></a>'].map((c) => c.charCodeAt(0))]),
    );
    expect(source.files[0]?.encoding?.name).toBe('koi8-r');
    expect(texts[0]).toBe('привет');
  });

  it('says that it breaks off or is crooked, and keeps what is whole', async () => {
    const records = '<r><a>first text here</a><a>second text here</a>';
    const cut = await read(`${records}<a>thi`);
    expect(cut.codes).toEqual(['import/truncated-xml']);
    expect(cut.texts).toEqual(['first text here', 'second text here']);
    expect((await read(`${records}</b></r>`)).codes).toEqual(['import/xml-mismatch']);
  });

  it('elements may be nested a thousand deep, not more', async () => {
    const nested = (depth: number) => `${'<a>'.repeat(depth)}some text${'</a>'.repeat(depth)}`;
    expect((await read(nested(1000))).texts).toEqual(['some text']);
    expect((await read(nested(1001))).codes).toEqual(['import/xml-depth']);
  });

  it('a record has at most 16 million characters, and 50,000 parts', async () => {
    const of = (text: string) => `<r><a>short text</a><a>${text}</a></r>`;
    expect((await read(of('some '.repeat((1 << 24) / 5 - 1)))).texts).toHaveLength(2);
    const { codes, source, texts } = await read(of('some '.repeat((1 << 24) / 5 + 1)));
    expect(codes).toEqual(['import/record-too-long']);
    expect(source.files[0]?.problems[0]?.where).toBe('a.xml, element 2');
    expect(texts).toEqual(['short text']);
    expect((await read(of('<b>x</b>'.repeat(50_000)))).codes).not.toContain('import/record-too-long');
    expect((await read(of('<b>x</b>'.repeat(50_001)))).codes).toContain('import/record-too-long');
  });
});
