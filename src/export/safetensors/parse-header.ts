import { damaged } from './refuse';

export interface TensorEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Byte offsets from the start of the data. */
  readonly begin: number;
  readonly end: number;
}
export interface SafetensorsHeader {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: readonly TensorEntry[];
}

/** numpy and PyTorch stop at 64. */
const MAX_RANK = 64;

/**
 * Reads the header's JSON by the format's own grammar, not by `JSON.parse`: that keeps the last of two equal keys, rounds large numbers, and
 * makes objects of names like `__proto__`. Linear in the text, not recursive. Offsets are not yet compared with the file.
 *
 * Throws LoamError `safetensors/header`, `safetensors/duplicate` or `safetensors/shape`.
 */
export function parseHeader(text: string, where: string): SafetensorsHeader {
  if (!text.startsWith('{')) throw damaged('header', 'The header does not start with {', where);
  const scan = new Scanner(text, where);
  const tensors: TensorEntry[] = [];
  let metadata = new Map<string, string>();
  scan.object((name) => {
    if (name === '__metadata__') metadata = readMetadata(scan);
    else tensors.push(readTensor(scan, name));
  });
  scan.end();
  return { metadata, tensors };
}

function readMetadata(scan: Scanner): Map<string, string> {
  const metadata = new Map<string, string>();
  scan.object((key) => metadata.set(key, scan.string()));
  return metadata;
}

function readTensor(scan: Scanner, name: string): TensorEntry {
  let dtype: string | undefined;
  let shape: number[] | undefined;
  let offsets: number[] | undefined;
  scan.object((key) => {
    if (key === 'dtype') dtype = scan.string();
    else if (key === 'shape') shape = scan.integers(MAX_RANK);
    else if (key === 'data_offsets') offsets = scan.integers(2);
    else throw scan.refuse(`Tensor "${clip(name)}" has an unknown field "${clip(key)}"`);
  });
  const [begin, end] = offsets ?? [];
  if (dtype === undefined || shape === undefined || begin === undefined || end === undefined)
    throw scan.refuse(`Tensor "${clip(name)}" lacks its dtype, shape or data_offsets`);
  return { name, dtype, shape, begin, end };
}

/** Names come from strangers: errors show their beginning only. */
export const clip = (name: string) => (name.length > 80 ? `${name.slice(0, 80)}…` : name);

class Scanner {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly where: string,
  ) {}

  refuse(what: string) {
    return damaged('header', `${what} (character ${this.at} of the header)`, this.where);
  }

  /** Calls `value` after each key; it must read exactly one value. Keys that appear twice are refused. */
  object(value: (key: string) => void): void {
    this.take('{');
    const seen = new Set<string>();
    if (this.taken('}')) return;
    do {
      const key = this.string();
      if (seen.has(key)) throw damaged('duplicate', `"${clip(key)}" stands there twice`, this.where);
      seen.add(key);
      this.take(':');
      value(key);
    } while (this.taken(','));
    this.take('}');
  }

  integers(most: number): number[] {
    this.take('[');
    const found: number[] = [];
    if (this.taken(']')) return found;
    do {
      if (found.length === most) throw damaged('shape', `A list has more than ${most} numbers`, this.where);
      found.push(this.integer());
    } while (this.taken(','));
    this.take(']');
    return found;
  }

  string(): string {
    this.skipSpace();
    const start = this.at;
    if (this.text[this.at] !== '"') throw this.refuse('A string was expected');
    this.at++;
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined) throw this.refuse('A string does not end');
      this.at += character === '\\' ? 2 : 1;
      if (character === '"') break;
    }
    try {
      const value: unknown = JSON.parse(this.text.slice(start, this.at));
      if (typeof value === 'string') return value;
    } catch {
      // Said below, with the place.
    }
    throw this.refuse('A string is not valid JSON');
  }

  /** Only the end of the text, and the padding before it. */
  end(): void {
    this.skipSpace();
    if (this.at < this.text.length) throw this.refuse('Something follows the header’s last brace');
  }

  private integer(): number {
    this.skipSpace();
    const digits = /(0|[1-9]\d{0,15})(?![\d.eE])/y;
    digits.lastIndex = this.at;
    const found = digits.exec(this.text)?.[0];
    const value = Number(found);
    if (found === undefined || !Number.isSafeInteger(value))
      throw damaged('shape', `No whole number up to 2^53 at character ${this.at} of the header`, this.where);
    this.at += found.length;
    return value;
  }

  private taken(character: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private take(character: string): void {
    if (!this.taken(character)) throw this.refuse(`"${character}" was expected`);
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      // Space, tab, line feed, carriage return.
      if (code !== 32 && code !== 9 && code !== 10 && code !== 13) return;
      this.at++;
    }
  }
}
