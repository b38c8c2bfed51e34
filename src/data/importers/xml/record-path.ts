import type { MarkupHandler } from '../markup/markup-scanner';

/** Nobody nests the elements of a list so deep. */
const DEEPEST = 16;
const MOST_PATHS = 10_000;
/** An element is a file's record if so much of its text is in elements like it: a document is not its paragraphs. */
const LEAST_SHARE = 0.5;

interface Seen {
  count: number;
  characters: number;
  readonly children: Map<string, Seen>;
}

/** Finds, in the beginning of a file, the elements that are its records: the ones nearest to the root that repeat and hold most of the text. */
export class RecordPath implements MarkupHandler {
  private readonly root: Seen = { count: 1, characters: 0, children: new Map() };
  private readonly stack: Seen[] = [this.root];
  private beyond = 0;
  private paths = 0;

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    const parent = this.stack.at(-1) ?? this.root;
    let seen = parent.children.get(name);
    if (!seen && this.stack.length <= DEEPEST && this.paths++ < MOST_PATHS) {
      seen = { count: 0, characters: 0, children: new Map() };
      parent.children.set(name, seen);
    }
    if (!seen || this.beyond > 0 || this.stack.length > DEEPEST) {
      this.beyond++;
      return;
    }
    seen.count++;
    this.stack.push(seen);
    for (const value of attributes.values()) this.add(value.length);
  }

  close(): void {
    if (this.beyond > 0) this.beyond--;
    else if (this.stack.length > 1) this.stack.pop();
  }

  text(text: string): void {
    this.add(text.trim().length);
  }

  /** Names from the root down; undefined when no element is to be a record. */
  get path(): readonly string[] | undefined {
    const least = this.root.characters * LEAST_SHARE;
    const path: string[] = [];
    for (let at = this.root; ; ) {
      const most = [...at.children].reduce<[string, Seen] | undefined>(
        (best, child) => (best && best[1].characters >= child[1].characters ? best : child),
        undefined,
      );
      if (!most || most[1].characters < least || least === 0) return undefined;
      path.push(most[0]);
      if (most[1].count > 1 && path.length > 1) return path;
      at = most[1];
    }
  }

  private add(characters: number): void {
    for (const seen of this.stack) seen.characters += characters;
  }
}
