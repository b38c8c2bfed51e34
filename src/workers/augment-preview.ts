import { Rng } from '@/base/rng';
import { augmentations } from '@/data/augment';
import type { AugmentKind, AugmentResources } from '@/data/augment/entry';
import type { CorpusStore } from '@/data/corpus/corpus-store';
import { previews } from '@/data/corpus/previews';
import { IMAGE_MARK } from '@/data/media/images/patch-grid';
import { readImage } from '@/data/media/read-media';
import type { Tokenizer } from '@/data/tokenizers/entry';
import type { AugmentExample, AugmentSetting } from './protocol';
import { soundExample } from './sound-preview';

const EXAMPLES = 3;
/** Documents that are tried until there are enough examples. */
const TRIED = 12;
const CHARACTERS = 320;
const PREVIEWED: readonly AugmentKind[] = ['text', 'encoding', 'illustration', 'image', 'audio', 'spectrogram'];

/** What an augmentation would make of the beginnings of some documents; `seed` chooses among what it might. */
export async function augmentPreview(
  corpus: CorpusStore,
  { id, options }: AugmentSetting,
  seed: number,
  resources: AugmentResources & { readonly tokenizer?: Tokenizer },
): Promise<AugmentExample[]> {
  const entry = augmentations.get(id);
  if (!PREVIEWED.includes(entry.kind)) return [];
  const rng = new Rng(seed).fork('preview').fork(id);
  const examples: AugmentExample[] = [];
  const count = Math.min(TRIED, corpus.documentCount);
  for (let i = 0; i < count && examples.length < EXAMPLES; i++) {
    const index = Math.floor((i * corpus.documentCount) / count);
    const [preview] = await previews(corpus, index, 1);
    if (!preview) continue;
    const before = preview.text.slice(0, CHARACTERS).toWellFormed();
    const file = preview.provenance.file;
    const fork = rng.fork(String(index));
    if (entry.kind === 'text') {
      const made = (await entry.load()).create(options, resources)(before, fork);
      if (made) examples.push({ file, before, after: made.value, done: made.done });
    } else if (entry.kind === 'illustration') {
      const size = preview.row?.media?.kind === 'image' ? preview.row.media : undefined;
      const made = size && (await entry.load()).create(options, resources)({ ...size, text: before }, fork);
      if (made) examples.push({ file, before: IMAGE_MARK + before, after: made.value.text, done: made.done });
    } else if (entry.kind === 'image') {
      const media = preview.row?.media;
      const picture = await readImage(corpus.storage, media);
      const made = picture && (await entry.load()).create(options, resources)(picture, fork);
      if (made)
        examples.push({
          file: media?.file ?? file,
          before,
          after: before,
          done: made.done,
          pictures: { before: picture, after: made.value },
        });
    } else if (entry.kind === 'audio' || entry.kind === 'spectrogram') {
      const made = await soundExample(entry, corpus.storage, preview.row?.media, options, resources, fork);
      if (made) examples.push({ file, before, after: before, ...made });
    } else if (entry.kind === 'encoding' && resources.tokenizer) {
      const { tokenizer } = resources;
      const cut = (ids: readonly number[]) => ids.map((token) => tokenizer.decode([token])).join('·');
      const made = (await entry.load()).create(options, resources)(before, fork);
      if (made) examples.push({ file, before: cut(tokenizer.encode(before)), after: cut(made.value), done: made.done });
    }
  }
  return examples;
}
