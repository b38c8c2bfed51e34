/** Contents that begin with the same UTF-16 unit. */
interface Group {
  /** What all of them begin with: this is searched for. */
  readonly prefix: string;
  readonly tree: Branch;
}

/** What may follow, by UTF-16 unit, and the content that ends here. */
interface Branch {
  readonly next: Map<number, Branch>;
  content?: string;
}

/** Tokens that are cut out of the text before anything else, wherever they stand: `<|endoftext|>` and the like; Gemma 3 has 6,400 of them. */
export class AddedTokens {
  private readonly groups: readonly Group[];

  /** `swallowing`: those that take the white space before them away. */
  constructor(
    readonly ids: ReadonlyMap<string, number>,
    private readonly swallowing: ReadonlySet<string> = new Set(),
  ) {
    const groups = new Map<string, string[]>();
    for (const content of ids.keys()) {
      const first = content.slice(0, 1);
      const group = groups.get(first) ?? [];
      group.push(content);
      if (first !== '') groups.set(first, group);
    }
    this.groups = [...groups.values()].map((contents) => ({ prefix: commonPrefix(contents), tree: treeOf(contents) }));
  }

  /** Calls `section` for each stretch of ordinary text and `token` for each added token, in order. */
  split(text: string, section: (from: number, to: number) => void, token: (id: number) => void): void {
    // Next place at or after the present one where a content of each group may begin; Infinity when there is none.
    const next = this.groups.map(({ prefix }) => find(text, prefix, 0));
    let at = 0;
    for (;;) {
      const start = Math.min(...next);
      if (!(start < Number.POSITIVE_INFINITY)) break;
      const which = next.indexOf(start);
      const group = this.groups[which];
      const content = group && longestAt(group.tree, text, start);
      if (content === undefined) {
        next[which] = find(text, group?.prefix ?? '', start + 1);
        continue;
      }
      const end = this.swallowing.has(content) ? at + text.slice(at, start).trimEnd().length : start;
      if (end > at) section(at, end);
      token(this.ids.get(content) ?? 0);
      at = start + content.length;
      for (const [i, { prefix }] of this.groups.entries()) if ((next[i] ?? 0) < at) next[i] = find(text, prefix, at);
    }
    if (at < text.length) section(at, text.length);
  }
}

function find(text: string, content: string, from: number): number {
  const at = text.indexOf(content, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

/** The longest of those starting at one place wins, as in Hugging Face's splitter. */
function longestAt(tree: Branch, text: string, start: number): string | undefined {
  let longest: string | undefined;
  let branch = tree.next.get(text.charCodeAt(start));
  for (let at = start + 1; branch; at++) {
    longest = branch.content ?? longest;
    branch = branch.next.get(text.charCodeAt(at));
  }
  return longest;
}

function treeOf(contents: readonly string[]): Branch {
  const tree: Branch = { next: new Map() };
  for (const content of contents) {
    let branch = tree;
    for (let at = 0; at < content.length; at++) {
      const unit = content.charCodeAt(at);
      const further: Branch = branch.next.get(unit) ?? { next: new Map() };
      branch.next.set(unit, further);
      branch = further;
    }
    branch.content = content;
  }
  return tree;
}

function commonPrefix(contents: readonly string[]): string {
  let [prefix = ''] = contents;
  for (const content of contents) while (!content.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}
