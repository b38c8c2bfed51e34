export interface Region {
  readonly lead: string;
  readonly changed: string;
  readonly tail: string;
}

const AROUND = 60;
const LONGEST = 240;

/** The stretch in which two texts differ, with a little of what surrounds it, cut for showing. */
export function changedRegion(before: string, after: string): { before: Region; after: Region } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const cut = (text: string): Region => {
    const lead = text.slice(Math.max(0, start - AROUND), start);
    const whole = text.slice(start, text.length - end);
    const changed = whole.length > LONGEST ? `${whole.slice(0, LONGEST)} …` : whole;
    const tail = whole.length > LONGEST ? '' : text.slice(text.length - end, text.length - end + AROUND);
    return { lead: start > AROUND ? `… ${lead}` : lead, changed, tail: end > AROUND && tail ? `${tail} …` : tail };
  };
  return { before: cut(before), after: cut(after) };
}
