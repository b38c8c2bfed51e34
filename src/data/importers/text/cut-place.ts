/**
 * Where to cut a text of which at most `most` characters may go into a part: before the last white space that follows a non-space, where
 * byte-level BPE cuts too; in a text without such a place, at a code-point boundary. Never 0.
 */
export function cutPlace(text: string, most: number): number {
  for (let at = most; at > 0; at--) if (isSpace(text.charCodeAt(at)) && !isSpace(text.charCodeAt(at - 1))) return at;
  const splitsPair = isHigh(text.charCodeAt(most - 1)) && isLow(text.charCodeAt(most));
  return splitsPair ? most - 1 : most;
}

const isHigh = (unit: number) => (unit & 0xfc00) === 0xd800;
const isLow = (unit: number) => (unit & 0xfc00) === 0xdc00;

/** Unicode's White_Space, as `\s` of the pre-tokenizer has it; U+FEFF, which JavaScript adds, is none. */
function isSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 9 && unit <= 13);
  return (
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}
