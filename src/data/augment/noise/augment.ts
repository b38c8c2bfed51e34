import { countNouns } from '../count-nouns';
import { type AugmentCode, numberOf } from '../entry';
import { lookAlikes, neighbours } from './confusions';

export const noiseCode: AugmentCode<'text'> = {
  create: (options) => {
    const keyboard = numberOf(options, 'keyboard');
    const scanner = numberOf(options, 'scanner');
    const letterCase = numberOf(options, 'letterCase');
    const blanks = numberOf(options, 'blanks');
    return (text, rng) => {
      const out: string[] = [];
      const done = { typing: 0, scanning: 0, cases: 0, blanks: 0 };
      const any = (all: readonly string[]) => all[rng.integer(all.length)] as string;
      for (let at = 0; at < text.length; ) {
        // Only ASCII is changed, a unit at a time: no surrogate pair and no mark loses its other half.
        const two = text.slice(at, at + 2);
        const one = two.charAt(0);
        const pair = lookAlikes.get(two);
        const single = lookAlikes.get(one);
        if (pair && rng.uniform() < scanner) {
          out.push(any(pair));
          done.scanning++;
          at += 2;
          continue;
        }
        at++;
        if (single && rng.uniform() < scanner) {
          out.push(any(single));
          done.scanning++;
        } else if (neighbours.has(one.toLowerCase()) && rng.uniform() < keyboard) {
          const next = any(neighbours.get(one.toLowerCase()) ?? [one]);
          out.push(one === one.toLowerCase() ? next : next.toUpperCase());
          done.typing++;
        } else if (/^[A-Za-z]$/.test(one) && rng.uniform() < letterCase) {
          out.push(one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase());
          done.cases++;
        } else if (one === ' ' && rng.uniform() < blanks) {
          if (rng.uniform() < 0.5) out.push('  ');
          done.blanks++;
        } else out.push(one);
      }
      const value = out.join('');
      const said = countNouns([
        [done.typing, 'typing error'],
        [done.scanning, 'scanning error'],
        [done.cases, 'letter of the wrong case', 'letters of the wrong case'],
        [done.blanks, 'blank'],
      ]);
      return value === text ? undefined : { value, done: `noise: ${said}` };
    };
  },
};
