import { countNouns } from '../count-nouns';
import { type AugmentCode, numberOf } from '../entry';
import { joinWords, splitWords } from '../words';
import { deleteWords, insertSynonyms, replaceBySynonyms, swapWords } from './operations';

const operations = [
  { option: 'synonyms', one: 'synonym', many: 'synonyms', run: replaceBySynonyms },
  { option: 'insertions', one: 'insertion', many: 'insertions', run: insertSynonyms },
  { option: 'swaps', one: 'swap', many: 'swaps', run: swapWords },
  { option: 'deletions', one: 'deletion', many: 'deletions', run: deleteWords },
] as const;

export const edaCode: AugmentCode<'text'> = {
  create: (options, { synonyms }) => {
    const all = options.operations === 'all';
    const usable = operations.filter(
      ({ option }) => numberOf(options, option) > 0 && (synonyms || option === 'swaps' || option === 'deletions'),
    );
    const others = (word: string) => synonyms?.of(word) ?? [];
    return (text, rng) => {
      const split = splitWords(text);
      if (split.words.length < 2) return undefined;
      const chosen = all ? usable : usable.length > 0 ? [usable[rng.integer(usable.length)]] : [];
      const draft = { words: [...split.words], gaps: [...split.gaps] };
      const done: (readonly [number, string, string])[] = [];
      for (const operation of chosen) {
        if (!operation) continue;
        // Wei and Zou 2019, section 2: n = alpha * length, and at least one.
        const share = numberOf(options, operation.option);
        const count = Math.max(1, Math.round(share * draft.words.length));
        done.push([operation.run(draft, { count, share, rng, others }), operation.one, operation.many]);
      }
      const value = joinWords({ lead: split.lead, ...draft });
      return value === text ? undefined : { value, done: `EDA: ${countNouns(done)}` };
    };
  },
};
