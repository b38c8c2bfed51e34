/** Sets of documents that only grow together: union-find (Tarjan 1975) with path halving, the smaller index on top. */
export class Clusters {
  private readonly parents: Int32Array;

  constructor(count: number) {
    this.parents = Int32Array.from({ length: count }, (_, i) => i);
  }

  find(document: number): number {
    const { parents } = this;
    let at = document;
    for (;;) {
      const parent = parents[at] ?? at;
      if (parent === at) return at;
      const grandparent = parents[parent] ?? parent;
      parents[at] = grandparent;
      at = grandparent;
    }
  }

  join(one: number, other: number): void {
    const a = this.find(one);
    const b = this.find(other);
    if (a !== b) this.parents[Math.max(a, b)] = Math.min(a, b);
  }
}
