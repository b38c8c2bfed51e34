import * as fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { packTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { nodeImageDecoder } from '@/cli/node-image-decoder';
import { bytes, file, importTexts } from '../../corpus/testing/import-texts';
import { imageReader } from '../images/image-reader';
import { flag, jpegOf, pngOf } from '../testing/make-media';

const media = [imageReader(nodeImageDecoder)];
const png = (width: number) => pngOf(flag(width, 16));

const tarOf = (files: Readonly<Record<string, Uint8Array>>) =>
  packTar(
    Object.entries(files).map(([name, body]) => ({ header: { name, size: body.length, type: 'file' as const }, body })),
  );

/** What a drop becomes: of each row the picture, its text and what it belongs to; of other documents their text. */
async function rowsOf(files: Record<string, string | Uint8Array>) {
  const dropped = Object.entries(files).map(([path, contents]) => file(path, contents));
  const imported = await importTexts(dropped, { media });
  const rows = imported.rows.map(({ head, values }) => (head?.media ? [head.media.file, ...values] : values[0]));
  const groups = imported.rows.map(({ head }) => head?.group);
  return { ...imported, rows, groups };
}

const cat = { 'set/img/cat.png': png(16), 'set/img/dog.png': png(32) };
const expected = [
  ['set/img/cat.png', 'a cat sleeps, "softly"'],
  ['set/img/dog.png', 'a dog runs'],
];

describe('layouts of captions', () => {
  it.each<[string, string, string]>([
    [
      'a table with a column of names',
      'set/captions.csv',
      'file,caption\ncat.png,"a cat sleeps, ""softly"""\ndog.png,a dog runs\n',
    ],
    [
      'whole paths of another computer',
      'set/a.csv',
      'caption;path\n"a cat sleeps, ""softly""";/home/ann/img/cat.png\na dog runs;C:\\img\\dog.png',
    ],
    [
      'a table without a header',
      'set/captions.csv',
      'img/cat.png,"a cat sleeps, ""softly"""\nimg/dog.png,a dog runs\n',
    ],
    [
      'a table by the name of a text',
      'set/captions.txt',
      'image,caption\ncat.png,"a cat sleeps, ""softly"""\ndog.png,a dog runs\n',
    ],
    [
      'JSON lines',
      'set/metadata.jsonl',
      '{"file_name":"img/cat.png","text":"a cat sleeps, \\"softly\\""}\n{"file_name":"img/dog.png","text":"a dog runs"}',
    ],
    [
      'names without ending, and labels',
      'set/x.tsv',
      'id\tlabel\tcaption\ncat\tpet\ta cat sleeps, "softly"\ndog\tpet\ta dog runs\n',
    ],
    [
      'LJSpeech’s bars',
      'set/metadata.csv',
      'cat|a cat sleeps, "softly"|a cat sleeps, "softly"\ndog|A dog runs|a dog runs\n',
    ],
    ['Asterisk’s colons', 'set/core.txt', '; prompts\ncat: a cat sleeps, "softly"\n\ndog: a dog runs\n'],
    ['LibriSpeech’s blanks', 'set/trans.txt', 'cat a cat sleeps, "softly"\ndog a dog runs\n'],
    ['Flickr8k', 'set/Flickr8k.token.txt', 'cat.png#0\ta cat sleeps, "softly"\ndog.png#0\ta dog runs\n'],
    [
      'COCO',
      'set/captions_train.json',
      JSON.stringify({
        info: { year: 2014 },
        annotations: [
          { image_id: 7, caption: 'a cat sleeps, "softly"' },
          { image_id: 9, caption: 'a dog runs\n' },
        ],
        images: [
          { id: 9, file_name: 'dog.png' },
          { id: 7, file_name: 'cat.png' },
        ],
      }),
    ],
  ])('are read: %s', async (_, path, text) => {
    const { rows, source, codes } = await rowsOf({ [path]: text, ...cat });
    expect(rows).toEqual(expected);
    expect(codes).toEqual([]);
    expect(source.documents).toBe(2);
  });

  it('are read: a text beside each picture', async () => {
    const texts = { 'set/img/cat.txt': 'a cat sleeps, "softly"\n', 'set/img/dog.png.caption': 'a dog runs' };
    expect((await rowsOf({ ...cat, ...texts })).rows).toEqual(expected);
  });

  it('keep several captions of one picture together', async () => {
    const lines = 'cat.png#0\tone\ncat.png#1\ttwo\ndog.png#0\tthree\n';
    const { rows, groups, storage, source } = await rowsOf({ 'tokens.txt': lines, ...cat });
    expect(rows.map((row) => row?.[1])).toEqual(['one', 'two', 'three']);
    expect(groups).toEqual(['set/img/cat.png', 'set/img/cat.png', 'set/img/dog.png']);
    // Each picture once: 16 x 16 and 32 x 16 pixels.
    expect((await storage.blob(`sources/${source.id}/media.bin`)).size).toBe((256 + 512) * 3);
  });

  it('tell a column of labels from one of names', async () => {
    const files = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`d/${i}.png`, png(16 + i)]));
    const lines = Array.from({ length: 10 }, (_, i) => `${i % 3},${i},digit number ${i}`);
    const { rows } = await rowsOf({ ...files, 't.csv': `label,id,caption\n${lines.join('\n')}\n` });
    expect(rows).toEqual(Array.from({ length: 10 }, (_, i) => [`d/${i}.png`, `digit number ${i}`]));
  });

  it('take the file of the table’s own folder where two have a name', async () => {
    const two = { 'a/x.png': png(16), 'b/x.png': png(17) };
    const { rows } = await rowsOf({
      ...two,
      'a/t.csv': 'file,text\nx.png,in a\n',
      'b/t.csv': 'file,text\nx.png,in b\n',
    });
    expect(rows).toEqual([
      ['a/x.png', 'in a'],
      ['b/x.png', 'in b'],
    ]);
    const above = await rowsOf({ ...two, 't.csv': 'file,text\nx.png,which?\nb/x.png,in b\n' });
    expect(above.rows).toEqual([['b/x.png', 'in b']]);
    expect(above.codes).toEqual(['media/file-missing', 'media/unmatched']);
  });
});

describe('the columns of a table of captions', () => {
  const table =
    'id,file,caption,photographer,notes\n1,cat.png,a cat,ann,asleep on a sofa\n2,dog.png,a dog,bob,in the rain\n';
  const dropped = [file('t.csv', table), ...Object.entries(cat).map(([path, bytes]) => file(path, bytes))];

  it('are proposed', async () => {
    const { source } = await importTexts(dropped, { media });
    expect(source.columns?.available.map(({ name }) => name)).toEqual([
      'id',
      'file',
      'caption',
      'photographer',
      'notes',
    ]);
    expect(source.columns?.mapping).toEqual({
      shape: 'images',
      columns: [
        { name: 'file', role: 'file' },
        { name: 'caption', role: 'text' },
      ],
    });
  });

  it('are what a person says', async () => {
    const mapping = {
      shape: 'images',
      columns: [
        { name: 'file', role: 'file' },
        { name: 'caption', role: 'text' },
        { name: 'photographer', role: 'group' },
      ],
    } as const;
    const { source, rows } = await importTexts(dropped, { media, mapping });
    expect(source.columns?.mapping).toEqual(mapping);
    expect(rows.map(({ head, values }) => [head?.media?.file, head?.group, ...values])).toEqual([
      ['set/img/cat.png', 'ann', 'a cat'],
      ['set/img/dog.png', 'bob', 'a dog'],
    ]);
  });

  it('may make plain documents all the same', async () => {
    const mapping = { shape: 'documents', columns: [{ name: 'caption', role: 'text' }] } as const;
    const { texts, codes } = await importTexts(dropped, { media, mapping });
    expect(texts).toEqual(['a cat', 'a dog']);
    expect(codes).toEqual(['media/no-text']);
  });
});

describe('a drop with pictures', () => {
  it('tells of rows without a picture, pictures without a row, and spoilt ones', async () => {
    const broken = jpegOf(flag(40, 40)).slice(0, 300);
    const table = 'file,caption\ncat.png,a cat\nlost.png,nowhere\ndog.png,\nbroken.jpg,a bird\n';
    const { rows, source } = await rowsOf({
      'set/t.csv': table,
      ...cat,
      'set/broken.jpg': broken,
      'set/more.png': png(9),
    });
    expect(rows).toEqual([['set/img/cat.png', 'a cat']]);
    const problems = source.files.flatMap((one) => one.problems.map(({ code, where, count }) => [code, where, count]));
    expect(problems).toEqual([
      ['media/file-missing', 'set/t.csv, row 3', 1],
      ['media/empty-text', 'set/t.csv, row 4', 1],
      ['media/damaged', 'set/broken.jpg', 1],
      ['media/unmatched', 'set/more.png', 1],
    ]);
  });

  it('leaves out a licence beside many captions, and says so', async () => {
    const lines = 'cat.png\tone\ncat.png\ttwo\ndog.png\tthree\n';
    const { rows, codes } = await rowsOf({ 'LICENCE.txt': 'Do as you like.', 'tokens.txt': lines, ...cat });
    expect(rows).toHaveLength(3);
    expect(codes).toEqual(['media/not-a-row']);
  });

  it('is texts as ever where no text names a picture, and says what was looked for', async () => {
    const pages = { 'a.md': '# One\n\nText.', 'b.csv': 'name,text\nx,first text here\ny,second text here\n' };
    const { rows, source } = await rowsOf({ ...pages, ...cat });
    expect(rows).toEqual(['# One\n\nText.', 'first text here', 'second text here']);
    const problems = source.files.flatMap((one) => one.problems);
    expect(problems).toMatchObject([
      { code: 'media/no-text', where: 'set/img/cat.png', count: 2, severity: 'warning' },
    ]);
  });

  it('of nothing but pictures is an error', async () => {
    const { source } = await rowsOf(cat);
    expect(source.files.flatMap((one) => one.problems)).toMatchObject([{ code: 'media/no-text', severity: 'error' }]);
  });

  it('comes out of archives, of tar and of zip in zip', async () => {
    const table = bytes('file,caption\ncat.png,a cat\ndog.png,a dog\n');
    const set = { 't.csv': table, 'cat.png': png(16), 'dog.png': png(32) };
    const inner = zipSync(set);
    for (const [name, archive] of [
      ['set.zip', inner],
      ['outer.zip', zipSync({ 'set.zip': inner })],
      ['set.tar', await tarOf(set)],
      ['set.tgz', gzipSync(await tarOf(set))],
    ] as const) {
      const { rows, codes } = await rowsOf({ [name]: archive });
      expect(rows.map((row) => row?.[1])).toEqual(['a cat', 'a dog']);
      expect(codes).toEqual([]);
    }
  });

  it('bears captions of any kind of damage: rows, texts, or problems that name a file', async () => {
    const layouts = [
      'cat.png#0\tone\ncat.png#1\ttwo\ndog.png#0\tthree\n',
      'file,caption\ncat.png,"a ""cat"""\ndog.png,a dog\n',
      'cat|A cat|a cat\ndog|A dog|a dog\n',
      '{"images":[{"id":1,"file_name":"cat.png"}],"annotations":[{"image_id":1,"caption":"a cat"}]}',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...layouts),
        fc.array(fc.tuple(fc.nat(90), fc.nat(255)), { maxLength: 6 }),
        fc.nat(100),
        fc.constantFrom('t.txt', 't.csv', 't.json', 't'),
        async (layout, changes, end, name) => {
          const damaged = bytes(layout).slice(0, end);
          for (const [at, byte] of changes) if (at < damaged.length) damaged[at] = byte;
          const { source } = await rowsOf({ [name]: damaged, ...cat });
          for (const { where } of source.files.flatMap((one) => one.problems)) expect(where).toMatch(/^(t|set)\b/);
        },
      ),
      { numRuns: 150, seed: 3 },
    );
  });

  it('without a reader for pictures is refused as before', async () => {
    const { codes } = await importTexts([file('cat.png', png(16))]);
    expect(codes).toEqual(['import/binary']);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const abort = new AbortController();
    const slow = {
      ...nodeImageDecoder,
      decode: async (...given: Parameters<typeof nodeImageDecoder.decode>) => {
        abort.abort();
        return nodeImageDecoder.decode(...given);
      },
    };
    const files = Array.from({ length: 40 }, (_, i) => file(`${i}.png`, png(16)));
    const table = file('t.csv', `file,text\n${files.map(({ path }, i) => `${path},text ${i}`).join('\n')}`);
    const wanted = importTexts([table, ...files], { media: [imageReader(slow)], signal: abort.signal });
    await expect(wanted).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});
