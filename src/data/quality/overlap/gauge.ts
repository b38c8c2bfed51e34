import { toReport } from '@/base/errors';
import type { Counts } from '@/schema/quality';
import { VALIDATION } from '../../split/assign-sides';
import { type Leak, LeakFinder, type Leaks } from '../../split/leak-finder';
import { about, type GaugeCode } from '../entry';
import { BEHIND } from '../histogram';
import { overlap } from '.';

const NAMES = { exact: 'trained on too', near: 'nearly trained on too' } as const satisfies Record<
  Leak['kind'],
  string
>;

export const overlapCode: GaugeCode = {
  create({ split } = {}) {
    const finder = new LeakFinder();
    let entries: Counts['entries'] = [];
    return {
      part: (text, position, document) => finder.part(text, position, document),
      *decide() {
        if (!split || finder.count < 2) return;
        let sides: Uint8Array | undefined;
        try {
          sides = split.sides(finder.documents, finder);
        } catch (error) {
          // Of these documents no such split can be made; whoever prepares them is told so.
          if (toReport(error).code !== 'data/invalid-split') throw error;
        }
        if (sides) entries = entriesOf(yield* finder.leaks(sides), finder.documents, sides);
      },
      chapters: () => [{ kind: 'counts', ...about(overlap), unit: 'documents held out', entries }],
    };
  },
};

function entriesOf(
  { heldOut, heldOutDocuments }: Leaks,
  documents: readonly number[],
  sides: Uint8Array,
): Counts['entries'] {
  const leaking = new Set(heldOut.map((leak) => leak.heldOut));
  const clean = documents.filter((document, i) => sides[i] === VALIDATION && !leaking.has(document));
  const entries = (['exact', 'near'] as const).map((kind) => {
    const leaks = heldOut.filter((leak) => leak.kind === kind);
    const shown = leaks.slice(0, BEHIND);
    return {
      name: NAMES[kind],
      count: leaks.length,
      behind: shown.map((leak) => leak.heldOut),
      twins: { kind, of: shown.map(({ training }) => training) },
    };
  });
  const unlike = {
    name: 'unlike all that is trained on',
    count: heldOutDocuments - leaking.size,
    behind: clean.slice(0, BEHIND),
  };
  return [...entries, unlike].sort((a, b) => b.count - a.count);
}
