import { parseOptions } from '@/base/options';
import { type Leak, LeakFinder } from '../../split/leak-finder';
import { type CleaningCode, drop, KEEP } from '../entry';
import { decontamination } from './index';

const REASONS = { exact: 'in validation too', near: 'nearly in validation too' } as const satisfies Record<
  Leak['kind'],
  string
>;

/** Judges training documents only. Where a block of one document is held out there is nothing to compare, and all stay. */
export const decontaminationCode: CleaningCode = {
  create(options, _, { split } = {}) {
    const plan = split;
    if (!plan) throw new Error('decontamination needs to know how the corpus is split');
    const finder = new LeakFinder(parseOptions(decontamination.options, options).values);
    /** By index in the corpus. */
    const leaks = new Map<number, Leak['kind']>();
    return {
      survey: {
        part: (text, position) => finder.part(text, position, position.document),
        *decide() {
          if (finder.count < 2) return;
          const sides = plan.sides(finder.documents, finder);
          if (!sides) return;
          for (const { training, kind } of (yield* finder.leaks(sides)).training) leaks.set(training, kind);
        },
      },
      part(_, { first, document }) {
        const kind = first ? leaks.get(document) : undefined;
        return kind ? drop(REASONS[kind]) : KEEP;
      },
    };
  },
};
