import { parseOptions } from '@/base/options';
import { IMPORTED, type PrepareConfig } from '@/schema/dataset';
import type { SourceReport } from '@/schema/source';
import { augmentations } from '../augment';
import { cleaningSteps } from '../cleaning';
import { TextHash } from '../cleaning/exact-duplicates/text-hash';
import { tokenizers } from '../tokenizers';
import type { Corpus } from './corpus';
import { rescuedIndices } from './rescued-documents';

/** Raised when the same corpus and settings begin to give other bytes for a reason that no step's version tells. */
const FORMAT = 4;

/**
 * 16 hexadecimal digits that decide a data set: every character of the corpus, its sources' names, and all settings with the versions of
 * the code that they name. Equal ids have equal bytes.
 */
export async function datasetId(
  corpus: Corpus,
  config: PrepareConfig,
  onPart: (characters: number) => Promise<void>,
): Promise<string> {
  const hash = new TextHash();
  const rescued = [...rescuedIndices(corpus, config.rescued ?? [])].sort((a, b) => a - b);
  hash.add(JSON.stringify([FORMAT, resolve(config), rescued, corpus.sources.map(identity)]));
  for await (const { text, part, lastPart, provenance } of corpus.parts()) {
    // The file name shows in the audit's examples. U+0000 and lengths keep neighbours apart.
    if (part === 0) hash.add(`\u0000${provenance.file}\u0000`);
    hash.add(text);
    if (lastPart) hash.add('\u0000\u0000');
    await onPart(text.length);
  }
  return hash
    .digest()
    .map((half) => half.toString(16).padStart(8, '0'))
    .join('');
}

const identity = ({ name, origin, url = '', sizeBytes, documents }: SourceReport) => [
  name,
  origin,
  url,
  sizeBytes,
  documents,
];

/** Steps that are on and the tokenizer, each with its version and every option, given or not. */
function resolve({ steps, split, augment, tokenizer, importedTokenizer }: PrepareConfig): unknown {
  const sorted = (values: object) => Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  const cleaning = steps
    .filter(({ on }) => on)
    .map(({ id, options }) => {
      const entry = cleaningSteps.get(id);
      return [id, entry.version, sorted(parseOptions(entry.options, options).values)];
    });
  const entry = tokenizers.get(tokenizer.id);
  const { values } = parseOptions(entry.options, tokenizer.options);
  const augmented = augment?.settings
    .filter(({ on }) => on)
    .map(({ id, options }) => [id, augmentations.get(id).version, sorted(options)]);
  return [
    cleaning,
    augmented?.length ? [augmented, augment?.seed, augment?.most] : [],
    ...(split.by === 'document' && !split.fold ? [] : [split.by, split.fold?.count ?? 0, split.fold?.turn ?? 0]),
    split.validationFraction,
    split.seed,
    ...(importedTokenizer ? [IMPORTED, importedTokenizer.id] : [tokenizer.id, entry.version, sorted(values)]),
  ];
}
