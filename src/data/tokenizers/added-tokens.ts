/** Tokens that are cut out of the text before anything else, wherever they stand: `<|endoftext|>` and the like. */
export class AddedTokens {
  /** Longest first, so that the longest of those starting at one place wins, as in Hugging Face's splitter. */
  private readonly contents: readonly string[];

  /** `swallowing`: those that take the white space before them away. */
  constructor(
    readonly ids: ReadonlyMap<string, number>,
    private readonly swallowing: ReadonlySet<string> = new Set(),
  ) {
    this.contents = [...ids.keys()].filter((content) => content !== '').sort((a, b) => b.length - a.length);
  }

  /** Calls `section` for each stretch of ordinary text and `token` for each added token, in order. */
  split(text: string, section: (from: number, to: number) => void, token: (id: number) => void): void {
    // Next occurrence of each content at or after the present place; Infinity when there is none. Each is searched once over the text.
    const next = this.contents.map((content) => find(text, content, 0));
    let at = 0;
    for (;;) {
      const start = Math.min(...next);
      if (!(start < Number.POSITIVE_INFINITY)) break;
      const which = next.indexOf(start);
      const content = this.contents[which] ?? '';
      const end = this.swallowing.has(content) ? at + text.slice(at, start).trimEnd().length : start;
      if (end > at) section(at, end);
      token(this.ids.get(content) ?? 0);
      at = start + content.length;
      for (let i = 0; i < next.length; i++) {
        if ((next[i] ?? 0) < at) next[i] = find(text, this.contents[i] ?? '', at);
      }
    }
    if (at < text.length) section(at, text.length);
  }
}

function find(text: string, content: string, from: number): number {
  const at = text.indexOf(content, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
