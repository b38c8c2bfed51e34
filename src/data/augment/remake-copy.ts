import { parseOptions } from '@/base/options';
import type { AugmentEntryOf, Augmented, AugmentKind, AugmentKinds, AugmentResources } from './entry';
import { augmentations } from './index';
import { type AugmentPlan, type AugmentRecord, diceOf } from './run-augmentations';

/**
 * A copy of a picture or a recording again, from the original and what was recorded of it (`augmented.jsonl`): pixels and samples of copies are
 * kept nowhere, since these few numbers make them to the bit. Undefined when the plan has no such augmentation of this kind.
 */
export async function remakeCopy<K extends AugmentKind>(
  kind: K,
  original: AugmentKinds[K]['from'],
  { augmentation, document, part, copy }: AugmentRecord,
  { seed, settings }: AugmentPlan,
  resources: AugmentResources = {},
): Promise<Augmented<AugmentKinds[K]['to']> | undefined> {
  const setting = settings.find(({ id }) => id === augmentation);
  const entry: { readonly kind: AugmentKind } = augmentations.get(augmentation);
  if (!setting || !isOf(kind, entry)) return undefined;
  const { values } = parseOptions(entry.options, setting.options);
  const augment = (await entry.load()).create(values, resources);
  return augment(original, diceOf(seed, augmentation, document, part).forCopy(copy));
}

const isOf = <K extends AugmentKind>(kind: K, entry: { readonly kind: AugmentKind }): entry is AugmentEntryOf<K> =>
  entry.kind === kind;
