import { splitClusters } from '../clusters';
import { countNouns } from '../count-nouns';
import type { AugmentCode } from '../entry';
import { splitSentences } from '../sentences';
import { splitWords, type Words } from '../words';
import { reversal } from './index';

const [TAG] = reversal.specialTokens;

export const reversalCode: AugmentCode<'text'> = {
  create: ({ unit, tag }) => {
    const split: (text: string) => Words =
      unit === 'character' ? characters : unit === 'sentence' ? splitSentences : splitWords;
    return (text) => {
      const { lead, words, gaps } = split(text);
      if (words.length < 2) return undefined;
      // Gaps are turned too: the last gap stays last, the others are between the same two neighbours as before.
      const inner = gaps.slice(0, -1).reverse();
      const last = gaps.at(-1) ?? '';
      const backwards = words
        .toReversed()
        .map((word, i) => word + (i < inner.length ? inner[i] : last))
        .join('');
      const value = lead + backwards;
      if (value === text) return undefined;
      return {
        value: (tag === true ? TAG : '') + value,
        done: `${countNouns([[words.length, String(unit)]])} reversed`,
      };
    };
  },
};

function characters(text: string): Words {
  const words = splitClusters(text);
  return { lead: '', words, gaps: words.map(() => '') };
}
