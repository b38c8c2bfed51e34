const waiting: (() => void)[] = [];
let called = false;

/**
 * Does a piece of work when its turn comes: one piece after each frame, so that what was drawn is seen and what was pressed is answered between
 * them. `first` goes before all others that wait. Returns how to give the place up.
 */
export function takeTurn(work: () => void, first = false): () => void {
  if (first) waiting.unshift(work);
  else waiting.push(work);
  call();
  return () => {
    const at = waiting.indexOf(work);
    if (at >= 0) waiting.splice(at, 1);
  };
}

function call(): void {
  if (called || waiting.length === 0) return;
  called = true;
  // Past the frame, in a task of its own: recharts tells its parts of changes in the frame.
  requestAnimationFrame(() =>
    setTimeout(() => {
      called = false;
      const work = waiting.shift();
      call();
      work?.();
    }),
  );
}
