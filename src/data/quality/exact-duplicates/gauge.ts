import { HashSet } from '../../cleaning/exact-duplicates/hash-set';
import { TextHash } from '../../cleaning/exact-duplicates/text-hash';
import { about, type GaugeCode } from '../entry';
import { Tally } from '../tally';
import { exactDuplicates } from '.';

export const exactDuplicatesCode: GaugeCode = {
  create() {
    const seen = new HashSet();
    const tally = new Tally();
    let hash = new TextHash();
    return {
      part(text, { first, last }, document) {
        if (first) hash = new TextHash();
        hash.add(text);
        if (last) tally.add(seen.add(...hash.digest()) ? 'unique' : 'repeats an earlier one', document);
      },
      chapters: () => [tally.counts({ ...about(exactDuplicates), unit: 'documents' })],
    };
  },
};
