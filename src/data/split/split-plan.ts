import type { SplitConfig } from '@/schema/dataset';
import { TRAIN, VALIDATION } from './assign-sides';
import { chooseSides, type SplitKey } from './choose-sides';
import type { DocumentSizes } from './text-ranges';

/**
 * The split of one corpus, decided once: by the first that has to know it (a cleaning step that compares both sides, or whoever packs them), from the
 * documents that are there then. Later ones are told the same, so that dropping training documents never moves another into validation or out of it.
 */
export class SplitPlan {
  /** Documents held out, by index in the corpus; none where whole ones cannot be. */
  private decided: { readonly heldOut: ReadonlySet<number> | undefined } | undefined;

  /** `keyOf` says what a document of the corpus is split by. */
  constructor(
    readonly config: SplitConfig,
    private readonly keyOf: (document: number) => SplitKey = () => undefined,
  ) {}

  /**
   * Side of each of these documents, given by index in the corpus, with their sizes in the same order. Undefined where whole documents cannot be held
   * out. Throws LoamError `data/invalid-split`.
   */
  sides(documents: ArrayLike<number>, sizes: DocumentSizes): Uint8Array | undefined {
    this.decided ??= { heldOut: this.decide(documents, sizes) };
    const { heldOut } = this.decided;
    if (!heldOut) return undefined;
    const sides = new Uint8Array(documents.length);
    for (let i = 0; i < sides.length; i++) sides[i] = heldOut.has(documents[i] ?? i) ? VALIDATION : TRAIN;
    return sides;
  }

  private decide(documents: ArrayLike<number>, sizes: DocumentSizes): ReadonlySet<number> | undefined {
    const sides = chooseSides(this.config, sizes, (index) => this.keyOf(documents[index] ?? index));
    if (!sides) return undefined;
    const heldOut = new Set<number>();
    for (let i = 0; i < sides.length; i++) if (sides[i] === VALIDATION) heldOut.add(documents[i] ?? i);
    return heldOut;
  }
}
