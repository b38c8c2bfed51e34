import type { Leakage, SplitConfig } from '@/schema/dataset';
import { splitKinds } from './split-kinds';

const count = (n: number) => n.toLocaleString('en-US');
const percent = (share: number) => `${Number((100 * share).toPrecision(3))} %`;

/** "By file, fold 2 of 5 held out (seed 1)". */
export function describeSplit({ by, validationFraction, seed, fold }: SplitConfig): string {
  const kind = splitKinds.find(({ id }) => id === by)?.label.toLowerCase() ?? by;
  const share = fold ? `fold ${fold.turn} of ${fold.count}` : percent(validationFraction);
  return `By ${kind}, ${share} held out${by === 'time' ? '' : ` (seed ${seed})`}`;
}

/** "3 of 12 held-out documents are trained on too: 2 exactly, 1 nearly." */
export function describeLeakage({ heldOut, exact, near, threshold }: Leakage): string {
  const found = exact + (near ?? 0);
  const of = `${count(heldOut)} held-out document${heldOut === 1 ? '' : 's'}`;
  if (found === 0)
    return near === undefined
      ? `None of ${of} is trained on too, to the letter.`
      : `None of ${of} is trained on too, exactly or nearly (similarity ${percent(threshold)}).`;
  const how = [exact > 0 ? `${count(exact)} exactly` : '', near ? `${count(near)} nearly` : ''].filter(Boolean);
  return `${count(found)} of ${of} ${found === 1 ? 'is' : 'are'} trained on too: ${how.join(', ')}.`;
}
