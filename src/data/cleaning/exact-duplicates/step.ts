import type { CleaningCode } from '../entry';
import { KEEP } from '../entry';
import { HashSet } from './hash-set';
import { TextHash } from './text-hash';

export const exactDuplicatesCode: CleaningCode = {
  create() {
    const seen = new HashSet();
    let hash = new TextHash();
    return {
      part(text, { first, last, row }) {
        if (first) {
          hash = new TextHash();
          // Two pictures may well have one caption.
          if (row?.media) hash.add(row.media.file);
        }
        hash.add(text);
        if (!last) return KEEP;
        const [a, b] = hash.digest();
        return seen.add(a, b) ? KEEP : { kind: 'drop', reason: 'duplicate' };
      },
    };
  },
};
