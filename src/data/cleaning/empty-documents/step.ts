import type { CleaningCode } from '../entry';
import { KEEP } from '../entry';

const INK = /\P{White_Space}/u;

export const emptyDocumentsCode: CleaningCode = {
  create() {
    let empty = true;
    return {
      part(text, { first, last }) {
        if (first) empty = true;
        empty &&= !INK.test(text);
        return last && empty ? { kind: 'drop', reason: 'empty' } : KEEP;
      },
    };
  },
};
