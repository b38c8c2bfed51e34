import { about, type GaugeCode } from '../entry';
import { Tally } from '../tally';
import { characterClasses } from '.';
import { CLASS_NAMES, classOf } from './classify';

/** Classes of the code points below it are asked for once and kept in a table; of others, in a map. */
const TABLE = 0x3000;
const UNKNOWN = 255;

export const characterClassesCode: GaugeCode = {
  create() {
    const table = new Uint8Array(TABLE).fill(UNKNOWN);
    const rest = new Map<number, number>();
    const tally = new Tally();
    const counts = new Float64Array(CLASS_NAMES.length);
    /** First half of a surrogate pair that the last part ended with. */
    let half = '';
    const known = (codePoint: number): number => {
      let found = codePoint < TABLE ? table[codePoint] : rest.get(codePoint);
      if (found !== undefined && found !== UNKNOWN) return found;
      found = classOf(codePoint);
      if (codePoint < TABLE) table[codePoint] = found;
      else rest.set(codePoint, found);
      return found;
    };
    return {
      part(text, { first, last }, document) {
        if (first) {
          counts.fill(0);
          half = '';
        }
        const all = half + text;
        const end = !last && /[\ud800-\udbff]$/.test(all) ? all.length - 1 : all.length;
        for (let i = 0; i < end; i++) {
          const codePoint = all.codePointAt(i) ?? 0;
          if (codePoint > 0xffff) i++;
          const at = known(codePoint);
          counts[at] = (counts[at] ?? 0) + 1;
        }
        half = all.slice(end);
        if (!last) return;
        for (const [i, count] of counts.entries()) if (count > 0) tally.add(CLASS_NAMES[i] ?? '', document, count);
      },
      chapters: () => [tally.counts({ ...about(characterClasses), unit: 'characters' })],
    };
  },
};
