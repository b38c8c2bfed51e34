import { describe, expect, it } from 'vitest';
import { defaultsOf } from '@/base/options';
import { nodeImageDecoder } from '@/cli/node-image-decoder';
import { augmentations } from '@/data/augment';
import { imageReader } from '@/data/media/images/image-reader';
import { flag, jpegOf, pixelAt, pngOf } from '@/data/media/testing/make-media';
import { defaultPrepareConfig } from '@/data/prepare/default-config';
import { datasetFiles } from '@/schema/dataset';
import { memoryStorage } from '@/storage/memory';
import { createDataApi } from './data-api';

const bytes = (text: string) => new TextEncoder().encode(text);
const drop = [
  { path: 'set/captions.csv', blob: new Blob([bytes('file,caption\na.png,a small flag\nb.jpg,a tall flag\n')]) },
  { path: 'set/a.png', blob: new Blob([pngOf(flag(40, 30))]) },
  { path: 'set/b.jpg', blob: new Blob([jpegOf(flag(300, 600))]) },
];

async function opened() {
  const storage = memoryStorage();
  const api = createDataApi(async () => storage, { media: [imageReader(nodeImageDecoder)] });
  await api.open({ progress: () => {} });
  return { storage, api };
}

describe('a folder of pictures with captions', () => {
  it('shows each picture beside its caption, after a reload too, until its source goes', async () => {
    const { storage, api } = await opened();
    const source = await api.add(drop, 'folder', 'set');
    expect(source.files.flatMap(({ problems }) => problems)).toEqual([]);
    const again = createDataApi(async () => storage);
    await again.open({ progress: () => {} });
    const [first, second] = await again.documents(0, 2);
    expect([first?.text, second?.text]).toEqual(['a small flag', 'a tall flag']);
    const media = [first?.row?.media, second?.row?.media];
    expect(media).toMatchObject([
      { kind: 'image', file: 'set/a.png', width: 40, height: 30 },
      { kind: 'image', file: 'set/b.jpg', width: 128, height: 256 },
    ]);
    if (!media[0]) throw new Error('no picture');
    expect(await again.media(media[0])).toEqual(flag(40, 30).pixels);
    await again.remove(source.id);
    expect(await storage.list('sources/')).toEqual([]);
    await expect(again.media(media[0])).rejects.toMatchObject({ report: { code: 'storage/missing' } });
  });

  it('shows what an augmentation makes of the pictures', async () => {
    const { api } = await opened();
    await api.add(drop, 'folder', 'set');
    const [example] = await api.augmentPreview({ id: 'image-flip', on: true, options: { rate: 1 } }, 1, {
      steps: [],
    });
    const { before, after } = example?.pictures ?? {};
    if (!before || !after) throw new Error('no pictures');
    expect(pixelAt(before, 0, 20)).toEqual([200, 0, 0]);
    expect(pixelAt(after, 0, 20)).toEqual([0, 0, 200]);
    expect(example).toMatchObject({ file: 'set/a.png', before: 'a small flag', done: 'mirrored' });
  });

  it('becomes tokens with a mark for each picture, and a list of where the pixels lie', async () => {
    const { storage, api } = await opened();
    const pictures = Array.from({ length: 60 }, (_, i) => ({
      path: `set/${i}.png`,
      blob: new Blob([pngOf(flag(20 + i, 30))]),
    }));
    const rows = pictures.map(({ path }, i) => `${path},a flag of number ${i} in the wind`);
    const table = { path: 'set/captions.csv', blob: new Blob([bytes(`file,caption\n${rows.join('\n')}\n`)]) };
    await api.add([table, ...pictures], 'folder', 'set');
    const setting = (id: string) => ({
      id,
      on: true,
      options: { ...defaultsOf(augmentations.get(id).options), rate: 1 },
    });
    const config = {
      ...defaultPrepareConfig(4000),
      steps: [],
      tokenizer: { id: 'byte-bpe', options: { vocabularySize: 280 } },
      augment: { seed: 1, most: 20, settings: [setting('image-flip'), setting('image-insertion')] },
    };
    const { id, train, validation, augmented } = await api.prepare(config);
    expect((await api.tokens('<|image|>a flag')).map(({ text }) => text)[0]).toBe('<|image|>');
    const originals = 60 - validation.documents;
    expect(augmented?.map(({ copies }) => copies)).toEqual([originals, originals]);
    expect(train.documents).toBe(originals * 3);
    const lines = async (path: string) =>
      (await (await storage.blob(path)).text())
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
    const listed = await lines(datasetFiles(id).media);
    expect(listed).toHaveLength(60);
    expect(listed.filter(({ side }) => side === 'train').map(({ document }) => document)).toEqual(
      Array.from({ length: originals }, (_, i) => i),
    );
    for (const { media } of listed.slice(0, 5))
      expect(await api.media(media)).toEqual(flag(media.width, media.height).pixels);
    const records = await lines(datasetFiles(id).augmented);
    const inserted = records.filter(({ augmentation }) => augmentation === 'image-insertion');
    expect(inserted.every(({ done }) => /the picture stands/.test(done))).toBe(true);
  });
});
