import type { ImportedRecord } from '../entry';

/** Deeper elements are text of the one around them. */
const DEEPEST = 16;
/** A record of more parts is no record. */
const MOST_NODES = 50_000;
const MOST_COLUMNS = 1000;

interface Node {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Node[];
  /** All of it, in order. */
  text: string;
  /** Text of its own makes an element one text, with the elements inside it. */
  mixed: boolean;
}

/** Builds a record from the tags and texts inside its element. */
export class RecordBuilder {
  characters = 0;
  private nodes = 0;
  private beyond = 0;
  private readonly stack: Node[];

  constructor(
    name: string,
    attributes: ReadonlyMap<string, string>,
    readonly row: number,
    readonly byteStart: number,
  ) {
    this.stack = [nodeOf(name, attributes)];
    for (const value of attributes.values()) this.characters += value.length;
  }

  get tooLarge(): boolean {
    return this.nodes > MOST_NODES;
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    const parent = this.stack.at(-1);
    if (!parent || this.stack.length > DEEPEST) {
      this.beyond++;
      return;
    }
    const node = nodeOf(name, attributes);
    for (const value of attributes.values()) this.characters += value.length;
    this.nodes++;
    parent.children.push(node);
    this.stack.push(node);
  }

  close(): void {
    if (this.beyond > 0) {
      this.beyond--;
      return;
    }
    const node = this.stack.pop();
    const parent = this.stack.at(-1);
    if (node && parent) parent.text += node.text;
  }

  text(text: string): void {
    const node = this.stack.at(-1);
    if (!node) return;
    this.characters += text.length;
    node.text += text;
    node.mixed ||= /\S/.test(text);
  }

  finish(byteEnd: number): ImportedRecord {
    const [root] = this.stack;
    const columns = new Map<string, string>();
    if (root) collect(root, '', columns);
    return {
      row: this.row,
      byteStart: this.byteStart,
      byteEnd,
      names: () => columns.keys(),
      cell: (n) => columns.get(n),
    };
  }
}

const nodeOf = (name: string, attributes: ReadonlyMap<string, string>): Node => ({
  name,
  attributes: new Map(attributes),
  children: [],
  text: '',
  mixed: false,
});

/** Parts are columns, nested ones as `a.b`, attributes as `a.@b`; several of one name are lines of it. */
function collect(node: Node, path: string, columns: Map<string, string>): void {
  const put = (name: string, text: string) => {
    const known = columns.get(name);
    if (known === undefined && columns.size >= MOST_COLUMNS) return;
    columns.set(name, known === undefined ? text : `${known}\n${text}`);
  };
  const below = (name: string) => (path === '' ? name : `${path}.${name}`);
  for (const [name, value] of node.attributes) if (!name.startsWith('xmlns')) put(below(`@${name}`), value);
  if (node.mixed || node.children.length === 0) {
    if (node.text.trim() !== '') put(path || 'text', node.text.trim());
  } else for (const child of node.children) collect(child, below(child.name), columns);
}
