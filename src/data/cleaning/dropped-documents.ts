/** What is known of a document that cleaning dropped. */
export interface DroppedDocument {
  /** Index in the corpus. */
  readonly document: number;
  /** Id of the cleaning step. */
  readonly step: string;
  readonly reason: string;
}

/** More pairs of step and reason than there can be. */
const CAUSES = 1 << 16;

/** Every document that cleaning dropped, by which step and why: 8 bytes each. At rest, a line of JSON and then those bytes. */
export class DroppedDocuments implements Iterable<DroppedDocument> {
  count = 0;
  private readonly causes: (readonly [step: string, reason: string])[] = [];
  private readonly codes = new Map<string, number>();
  /** document x CAUSES + index of the cause: exact in a double. */
  private records = new Float64Array(256);

  add(document: number, step: string, reason: string): void {
    const key = JSON.stringify([step, reason]);
    let code = this.codes.get(key);
    if (code === undefined) {
      code = this.causes.push([step, reason]) - 1;
      this.codes.set(key, code);
    }
    this.push(document * CAUSES + code);
  }

  /** In the order of the corpus, as they are after `sort`; `at` outside the range is undefined. */
  at(index: number): DroppedDocument | undefined {
    if (index < 0 || index >= this.count) return undefined;
    const record = this.records[index] ?? 0;
    const [step, reason] = this.causes[record % CAUSES] ?? ['', ''];
    return { document: Math.floor(record / CAUSES), step, reason };
  }

  /** Phases drop one after the other; people look documents up in the order of the corpus. */
  sort(): void {
    this.records.subarray(0, this.count).sort();
  }

  *[Symbol.iterator](): Generator<DroppedDocument> {
    for (let index = 0; index < this.count; index++) {
      const dropped = this.at(index);
      if (dropped) yield dropped;
    }
  }

  /** For a file; `DroppedDocuments.from` reads it. */
  toBytes(): Uint8Array<ArrayBuffer> {
    const head = new TextEncoder().encode(`${JSON.stringify({ version: 1, causes: this.causes })}\n`);
    const bytes = new Uint8Array(head.length + 8 * this.count);
    bytes.set(head);
    const view = new DataView(bytes.buffer, head.length);
    for (let i = 0; i < this.count; i++) view.setFloat64(8 * i, this.records[i] ?? 0, true);
    return bytes;
  }

  /** Undefined for bytes that `toBytes` did not write. */
  static from(bytes: Uint8Array): DroppedDocuments | undefined {
    const end = bytes.indexOf(0x0a);
    const causes = end < 0 ? undefined : parseCauses(new TextDecoder().decode(bytes.subarray(0, end)));
    if (!causes || (bytes.length - end - 1) % 8 !== 0) return undefined;
    const all = new DroppedDocuments();
    all.causes.push(...causes);
    for (const [code, cause] of causes.entries()) all.codes.set(JSON.stringify(cause), code);
    const view = new DataView(bytes.buffer, bytes.byteOffset + end + 1, bytes.length - end - 1);
    for (let at = 0; at < view.byteLength; at += 8) {
      const record = view.getFloat64(at, true);
      if (!Number.isSafeInteger(record) || record < 0 || record % CAUSES >= causes.length) return undefined;
      all.push(record);
    }
    return all;
  }

  private push(record: number): void {
    if (this.count === this.records.length) {
      const old = this.records;
      this.records = new Float64Array(old.length * 2);
      this.records.set(old);
    }
    this.records[this.count++] = record;
  }
}

function parseCauses(line: string): [string, string][] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) return undefined;
  const list: unknown = 'causes' in value ? value.causes : undefined;
  if (!Array.isArray(list)) return undefined;
  const causes: [string, string][] = [];
  for (const cause of list as unknown[]) {
    const [step, reason]: unknown[] = Array.isArray(cause) ? cause : [];
    if (typeof step !== 'string' || typeof reason !== 'string') return undefined;
    causes.push([step, reason]);
  }
  return causes;
}
