import { doers } from './do-work';
import type { WorkPool } from './work-pool';

/** No threads: each batch is done at once by whoever asks. */
export const herePool: WorkPool = {
  worthFrom: 0,
  open: (name, settings) => {
    const map = doers[name](settings);
    return { width: 1, map, close: () => {} };
  },
};
