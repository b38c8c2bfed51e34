import { countNouns } from '../count-nouns';
import type { AugmentCode } from '../entry';

export const windowShiftCode: AugmentCode<'tokens'> = {
  create: () => (ids, rng) => {
    if (ids.length < 2) return undefined;
    const by = 1 + rng.integer(ids.length - 1);
    const value = [...ids.slice(ids.length - by), ...ids.slice(0, ids.length - by)];
    if (value.every((id, i) => id === ids[i])) return undefined;
    return { value, done: `shifted by ${countNouns([[by, 'token']])}` };
  },
};
