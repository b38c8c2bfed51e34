import { Rng } from '@/base/rng';
import { augmentations } from '@/data/augment';
import type { AugmentResources } from '@/data/augment/entry';
import type { CorpusStore } from '@/data/corpus/corpus-store';
import { previews } from '@/data/corpus/previews';
import type { Tokenizer } from '@/data/tokenizers/entry';
import type { AugmentExample, AugmentSetting } from './protocol';

const EXAMPLES = 3;
/** Documents that are tried until there are enough examples. */
const TRIED = 12;
const CHARACTERS = 320;

/** What an augmentation would make of the beginnings of some documents; `seed` chooses among what it might. */
export async function augmentPreview(
  corpus: CorpusStore,
  { id, options }: AugmentSetting,
  seed: number,
  resources: AugmentResources & { readonly tokenizer?: Tokenizer },
): Promise<AugmentExample[]> {
  const entry = augmentations.get(id);
  if (entry.kind !== 'text' && entry.kind !== 'encoding') return [];
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
    } else if (resources.tokenizer) {
      const { tokenizer } = resources;
      const cut = (ids: readonly number[]) => ids.map((token) => tokenizer.decode([token])).join('·');
      const made = (await entry.load()).create(options, resources)(before, fork);
      if (made) examples.push({ file, before: cut(tokenizer.encode(before)), after: cut(made.value), done: made.done });
    }
  }
  return examples;
}
