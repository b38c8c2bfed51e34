import { isWhiteSpace } from '@/base/white-space';

/**
 * Where to cut a text of which at most `most` characters may go into a part: before the last white space that follows a non-space, where
 * byte-level BPE cuts too; in a text without such a place, at a code-point boundary. Never 0.
 */
export function cutPlace(text: string, most: number): number {
  for (let at = most; at > 0; at--)
    if (isWhiteSpace(text.charCodeAt(at)) && !isWhiteSpace(text.charCodeAt(at - 1))) return at;
  const splitsPair = isHigh(text.charCodeAt(most - 1)) && isLow(text.charCodeAt(most));
  return splitsPair ? most - 1 : most;
}

const isHigh = (unit: number) => (unit & 0xfc00) === 0xd800;
const isLow = (unit: number) => (unit & 0xfc00) === 0xdc00;
