import type { OptionValue } from '@/base/options';
import type { DocumentPart } from '@/schema/document';
import { SplitPlan } from '../../split/split-plan';
import { Cleaner } from '../cleaner';

/** Material for the tests of cleaning; imported by tests only. */

export type Options = Readonly<Record<string, OptionValue>>;
export type ChosenStep = readonly [id: string, options: Options];

/** Cut at the given places (taken modulo the length), as an importer would cut: never inside a surrogate pair. */
export function parts(document: number, text: string, cuts: readonly number[] = []): DocumentPart[] {
  const at = [...new Set(cuts.map((cut) => cut % Math.max(1, text.length)))].sort((a, b) => a - b);
  const good = at.filter((cut) => cut > 0 && !/^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(cut - 1, cut + 1)));
  const edges = [0, ...good, text.length];
  return edges.slice(1).map((end, part) => ({
    document,
    part,
    lastPart: part === edges.length - 2,
    text: text.slice(edges[part], end),
    provenance: { sourceId: 's', file: `file-${document}.txt`, byteStart: 0, byteEnd: 1 },
  }));
}

const cutAgain = (document: number, text: string, before: readonly DocumentPart[]) => {
  let at = 0;
  return parts(
    document,
    text,
    before.slice(0, -1).map((part) => (at += part.text.length)),
  );
};

/** Every other document is held out, more or less: for steps that compare both sides. */
const inHalves = () => new SplitPlan({ by: 'document', validationFraction: 0.5, seed: 1, fold: { count: 2, turn: 1 } });

/** Runs documents through steps, in as many phases as those need; between phases they are cut as they were. */
export async function cleanDocuments(
  documents: readonly DocumentPart[][],
  steps: readonly ChosenStep[],
  rescued: ReadonlySet<number> = new Set(),
  split = inHalves(),
) {
  const drops: { document: number; step: string; reason: string }[] = [];
  const cleaner = await Cleaner.create(
    steps.map(([id, options]) => ({ id, on: true, options: { ...options } })),
    { rescued, split, onDrop: (document, step, reason) => drops.push({ document, step, reason }) },
  );
  let now = documents;
  let kept: { document: number; text: string }[] = [];
  for (let phase = 0; phase < cleaner.phaseCount; phase++) {
    const next: DocumentPart[][] = [];
    kept = [];
    for (const document of now) {
      let text = '';
      let fate: string | undefined;
      for (const part of document) {
        const cleaned = cleaner.push(part);
        text += cleaned.text;
        fate ??= cleaned.fate;
      }
      const index = document[0]?.document ?? 0;
      if (fate !== 'kept') continue;
      kept.push({ document: index, text });
      next.push(cutAgain(index, text, document));
    }
    await cleaner.endPhase(async () => {});
    now = next;
  }
  return { kept: kept.map(({ text }) => text), documents: kept, audits: cleaner.audits, drops };
}

/** One document through one step: its text, undefined if it was dropped, and the reason. */
export async function cleanOne(id: string, text: string, options: Options = {}) {
  const { kept, audits, drops } = await cleanDocuments([parts(0, text)], [[id, options]]);
  return { text: kept[0], reason: drops[0]?.reason, audit: audits[0] };
}
