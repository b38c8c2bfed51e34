import { describe, expect, it } from 'vitest';
import { nodeImageDecoder } from '@/cli/node-image-decoder';
import { imageReader } from '@/data/media/images/image-reader';
import { flag, jpegOf, pixelAt, pngOf } from '@/data/media/testing/make-media';
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
    const [example] = await api.augmentPreview({ id: 'image-flip', on: true, options: { rate: 1 } }, 1);
    const { before, after } = example?.pictures ?? {};
    if (!before || !after) throw new Error('no pictures');
    expect(pixelAt(before, 0, 20)).toEqual([200, 0, 0]);
    expect(pixelAt(after, 0, 20)).toEqual([0, 0, 200]);
    expect(example).toMatchObject({ file: 'set/captions.csv', before: 'a small flag', done: 'mirrored' });
  });
});
