import { ITEM, TO_FILL } from '@/schema/row';
import { about, type GaugeCode } from '../entry';
import { Tally } from '../tally';
import { labels } from '.';

/** What is not among the first so many different labels is counted together. */
const MOST = 1000;
const OTHERS = 'all others';

export const labelsCode: GaugeCode = {
  create() {
    const tally = new Tally();
    const known = new Set<string>();
    let any = false;
    return {
      part() {},
      row({ head, values }, document) {
        for (const [i, { role }] of head?.fields.entries() ?? []) {
          if (role !== 'label') continue;
          any = true;
          for (const label of (values[i] ?? '').split(ITEM)) {
            const name = label === '' ? 'no label' : label === TO_FILL ? 'to be filled in' : label;
            if (known.size < MOST) known.add(name);
            tally.add(known.has(name) ? name : OTHERS, document);
          }
        }
      },
      chapters: () => (any ? [tally.counts({ ...about(labels), unit: 'rows' })] : []),
    };
  },
};
