import { useEffect, useState } from 'react';
import { takeTurn } from './turns';

/** How many of `count` parts may stand, from 1, one more a turn: a picture that takes long to mount is mounted in pieces, and one picture after the other. */
export function useParts(count: number): number {
  const [parts, setParts] = useState(1);
  useEffect(() => {
    if (parts < count) return takeTurn(() => setParts(parts + 1), parts > 1);
  }, [parts, count]);
  return parts;
}
