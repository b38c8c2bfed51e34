import { Rng } from '@/base/rng';
import { augmentations } from '@/data/augment';
import type { AugmentResources, PairRow } from '@/data/augment/entry';
import type { CorpusStore } from '@/data/corpus/corpus-store';
import { begunText, type DocumentPreview } from '@/data/corpus/previews';
import { IMAGE_MARK } from '@/data/media/images/patch-grid';
import { readImage } from '@/data/media/read-media';
import { aloneSteps, cleanBeginning } from '@/data/prepare/clean-beginning';
import { rescuedIndices } from '@/data/prepare/rescued-documents';
import type { Tokenizer } from '@/data/tokenizers/entry';
import type { AugmentExample, AugmentSetting, Cleaning } from './protocol';
import { soundExample } from './sound-preview';

const EXAMPLES = 3;
/** Documents that are tried until there are enough examples. */
const TRIED = 12;
const CHARACTERS = 320;
const utf8 = new TextDecoder();

/** What an augmentation would make of the beginnings of some documents, cleaned as far as each can be by itself; `seed` chooses among what it might. */
export async function augmentPreview(
  corpus: CorpusStore,
  { id, options }: AugmentSetting,
  seed: number,
  cleaning: Cleaning,
  resources: AugmentResources & { readonly tokenizer?: Tokenizer },
): Promise<AugmentExample[]> {
  const entry = augmentations.get(id);
  const rng = new Rng(seed).fork('preview').fork(id);
  const examples: AugmentExample[] = [];
  const steps = await aloneSteps(cleaning.steps);
  const rescued = rescuedIndices(corpus, cleaning.rescued ?? []);
  const count = Math.min(TRIED, corpus.documentCount);
  for (let i = 0; i < count && examples.length < EXAMPLES; i++) {
    const index = Math.floor((i * corpus.documentCount) / count);
    const preview = await cleanedPreview(corpus, index, steps, rescued);
    if (!preview) continue;
    const before = changedText(preview).slice(0, CHARACTERS).toWellFormed();
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
    } else if (entry.kind === 'pair') {
      const pair = pairOf(preview);
      const made = pair && (await entry.load()).create(options, resources)(pair, fork);
      if (made) examples.push({ file, before: shown(pair), after: shown(made.value), done: made.done });
    } else if (resources.tokenizer) {
      const { tokenizer } = resources;
      // Not `decode`, which may take the blank at the beginning of a text away.
      const cut = (ids: readonly number[]) => ids.map((id) => utf8.decode(tokenizer.bytesOf(id))).join('·');
      const ids = tokenizer.encode(before);
      const made =
        entry.kind === 'tokens'
          ? (await entry.load()).create(options, resources)(ids, fork)
          : (await entry.load()).create(options, resources)(before, fork);
      if (made) examples.push({ file, before: cut(ids), after: cut(made.value), done: made.done });
    }
  }
  return examples;
}

/** Augmentations see cleaned text: shown here as it came, it would have addresses in it that no copy has. Undefined where it is dropped. */
async function cleanedPreview(
  corpus: CorpusStore,
  index: number,
  steps: Cleaning['steps'],
  rescued: ReadonlySet<number>,
): Promise<Omit<DocumentPreview, 'characters'> | undefined> {
  for await (const first of corpus.partsFrom(index, 1)) {
    const text = await cleanBeginning(first, steps, rescued.has(index));
    return text === undefined ? undefined : { provenance: first.provenance, ...begunText(text) };
  }
  return undefined;
}

/** What an augmentation of texts takes of a row: of a pair the source, of others the longest text (`prepare/rows/split-rows.ts`). */
function changedText({ text, row }: Pick<DocumentPreview, 'text' | 'row'>): string {
  const texts = row?.fields.filter(({ role }) => role === 'text' || role === 'source').map(({ value }) => value);
  return texts?.reduce((longest, value) => (value.length > longest.length ? value : longest), '') ?? text;
}

function pairOf({ row }: Pick<DocumentPreview, 'row'>): PairRow | undefined {
  const of = (role: string) => row?.fields.find((field) => field.role === role)?.value;
  const [source, target] = [of('source'), of('target')];
  return source === undefined || target === undefined ? undefined : { source, target };
}

const shown = ({ source, target }: PairRow) => `${source.slice(0, CHARACTERS)}\n→ ${target.slice(0, CHARACTERS)}`;
