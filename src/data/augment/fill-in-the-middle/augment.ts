import { countNouns } from '../count-nouns';
import { type AugmentCode, numberOf } from '../entry';
import { fillInTheMiddle } from './index';

const [PREFIX, SUFFIX, MIDDLE] = fillInTheMiddle.specialTokens;

export const fillInTheMiddleCode: AugmentCode<'text'> = {
  create: (options) => {
    const suffixFirst = numberOf(options, 'suffixFirst');
    return (text, rng) => {
      if (text.length < 2 || fillInTheMiddle.specialTokens.some((mark) => text.includes(mark))) return undefined;
      // Two cuts between any characters, uniform and apart from one another: a pair of surrogates is one character.
      const cuts = [rng.integer(text.length + 1), rng.integer(text.length + 1)].sort((a, b) => a - b);
      const [first = 0, second = 0] = cuts.map((cut) => characterBorder(text, cut));
      const prefix = text.slice(0, first);
      const middle = text.slice(first, second);
      const suffix = text.slice(second);
      const spm = rng.uniform() < suffixFirst;
      const value = spm
        ? PREFIX + SUFFIX + suffix + MIDDLE + prefix + middle
        : PREFIX + prefix + SUFFIX + suffix + MIDDLE + middle;
      return {
        value,
        done: `${spm ? 'SPM' : 'PSM'}, ${countNouns([[middle.length, 'character']]) || 'nothing'} in the middle`,
      };
    };
  },
};

function characterBorder(text: string, at: number): number {
  const inside = at > 0 && at < text.length && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
  return inside ? at - 1 : at;
}
