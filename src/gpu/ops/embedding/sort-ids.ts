/**
 * The positions 0 .. N-1 sorted by id (stable, counting sort), and where each id's run starts: positions of id v are
 * order[starts[v]] .. order[starts[v + 1] - 1]. N and V + 1 numbers. Ids outside 0 .. V-1 appear in no run.
 */
export function sortIds(ids: Int32Array, vocabularySize: number): { order: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(vocabularySize + 1);
  const inside = (id: number) => id >= 0 && id < vocabularySize;
  for (const id of ids) if (inside(id)) starts[id + 1] = (starts[id + 1] ?? 0) + 1;
  for (let v = 0; v < vocabularySize; v++) starts[v + 1] = (starts[v + 1] ?? 0) + (starts[v] ?? 0);
  const next = starts.slice();
  const order = new Int32Array(ids.length);
  ids.forEach((id, position) => {
    if (!inside(id)) return;
    const slot = next[id] ?? 0;
    order[slot] = position;
    next[id] = slot + 1;
  });
  return { order, starts };
}
