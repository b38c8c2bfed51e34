import { conversationText } from './conversation';
import type { ImportedRecord } from './entry';

/** Deeper nesting has no columns: nobody would choose one. */
const MAX_DEPTH = 6;

/** The column of an element that is a text and nothing more; between objects, such an element is its text whatever column was chosen. */
const BARE = 'text';

/** An element of JSON as a record: keys are columns, nested ones as `a.b`; in a list of objects, each key of the objects, and the list itself where it is a conversation. */
export class JsonRecord implements ImportedRecord {
  constructor(
    readonly row: number,
    readonly byteStart: number,
    readonly byteEnd: number,
    private readonly value: unknown,
  ) {}

  names(): Iterable<string> {
    const names = new Set<string>();
    collectNames(this.value, '', names);
    return names;
  }

  cell(name: string): string | undefined {
    return textAt(this.value, name) ?? textOf(this.value);
  }
}

/** Adds the columns that a value has, which itself is column `path`. */
export function collectNames(value: unknown, path: string, names: Set<string>, depth = 0): void {
  if (Array.isArray(value)) {
    const objects = value.some(isObject);
    if (path !== '' && objects && conversationText(value) !== undefined) names.add(path);
    if (objects) for (const item of value.slice(0, 4)) collectNames(item, path, names, depth);
    else if (textOf(value) !== undefined) names.add(path || BARE);
  } else if (isObject(value)) {
    if (depth >= MAX_DEPTH) return;
    for (const [key, inner] of Object.entries(value))
      collectNames(inner, path ? `${path}.${key}` : key, names, depth + 1);
  } else if (textOf(value) !== undefined) names.add(path || BARE);
}

/** The text of a column of a value. Keys may themselves hold dots: the longest prefix that is a key wins. */
export function textAt(value: unknown, path: string): string | undefined {
  if (Array.isArray(value)) {
    const texts = value.flatMap((item) => textAt(item, path) ?? []);
    return texts.length > 0 ? texts.join('\n') : undefined;
  }
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, path)) return textOf(value[path]);
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const key = path.slice(0, dot);
    if (Object.hasOwn(value, key)) return textAt(value[key], path.slice(dot + 1));
  }
  return undefined;
}

/** Of a value that is a column as a whole. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return undefined;
  const conversation = conversationText(value);
  if (conversation !== undefined) return conversation;
  // A list of lines is a text.
  const lines = value.flatMap((item) => (Array.isArray(item) ? [] : (textOf(item) ?? [])));
  return lines.length > 0 ? lines.join('\n') : undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
