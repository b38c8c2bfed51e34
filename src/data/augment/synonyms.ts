import { LoamError } from '@/base/errors';

/** Ours has 360 KB. */
const LONGEST = 4 << 20;

/** Words that mean the same. */
export interface Synonyms {
  /** Others for a word in lower case; empty for an unknown one. */
  of(word: string): readonly string[];
}

/**
 * Reads a list of synonyms: each line has words that mean the same, apart by blanks, as `public/synonyms.txt` has them from WordNet
 * (Miller 1995). A word of several lines has the others of all. Throws LoamError `augment/synonyms` for what is no such list.
 */
export function parseSynonyms(text: string): Synonyms {
  if (text.length > LONGEST) throw unreadable(`It has ${text.length} characters; at most ${LONGEST} are read`);
  const lines = text.split('\n').map((line) => line.split(' ').filter((word) => word !== ''));
  const places = new Map<string, number[]>();
  lines.forEach((words, line) => {
    for (const word of words) {
      const known = places.get(word);
      if (known) known.push(line);
      else places.set(word, [line]);
    }
  });
  if (places.size < 2) throw unreadable('It has no words');
  return {
    of(word) {
      const others = new Set((places.get(word) ?? []).flatMap((line) => lines[line] ?? []));
      others.delete(word);
      return [...others];
    },
  };
}

const unreadable = (what: string): LoamError =>
  new LoamError({
    code: 'augment/synonyms',
    what,
    where: 'List of synonyms',
    remedy: 'Take the list that comes with Loam.',
  });
