import type { AugmentCode } from '../entry';
import { pairSwap } from './index';

const [TAG] = pairSwap.specialTokens;

export const pairSwapCode: AugmentCode<'pair'> = {
  create:
    ({ tag }) =>
    ({ source, target }) => {
      if (source === target || source.trim() === '' || target.trim() === '') return undefined;
      return {
        value: { source: (tag === true ? TAG : '') + target, target: source },
        done: 'source and target swapped',
      };
    },
};
