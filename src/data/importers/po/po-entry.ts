import type { ImportedRecord } from '../entry';
import { languageOf, messageRecords } from './message-records';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** A message while its lines are read. */
export class PoEntry {
  fuzzy = false;
  characters = 0;
  private readonly fields = new Map<string, string>();
  private field = '';

  constructor(
    readonly row: number,
    readonly byteStart: number,
  ) {}

  get isEmpty(): boolean {
    return this.fields.size === 0;
  }

  /** Whether its translation has begun: another `msgid` then begins the next message. */
  get isTranslated(): boolean {
    return this.field.startsWith('msgstr');
  }

  begin(field: string, quoted: string): void {
    this.field = field;
    this.fields.set(field, '');
    this.goOn(quoted);
  }

  /** A further line of the field, in quotation marks. */
  goOn(quoted: string): void {
    const text = quoted.replace(/\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))/gs, (_all, octal, hex, letter) => {
      if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
      if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
      return ESCAPES[letter] ?? letter;
    });
    this.characters += text.length;
    this.fields.set(this.field, (this.fields.get(this.field) ?? '') + text);
  }

  /** The language that the file's header names, where this is the header. */
  get headerLanguage(): string | undefined {
    return this.fields.get('msgid') === '' ? languageOf(this.fields.get('msgstr') ?? '') : undefined;
  }

  /** A pair for each plural form that stands there; `language` is that of the translations. */
  records(byteEnd: number, language?: string): ImportedRecord[] {
    const source = this.fields.get('msgid');
    if (this.fuzzy || !source) return [];
    const range = { row: this.row, byteStart: this.byteStart, byteEnd };
    const context = this.fields.get('msgctxt');
    const plural = this.fields.get('msgid_plural');
    if (plural === undefined)
      return messageRecords(range, { source, context, language, targets: [this.fields.get('msgstr')] });
    const targets = [...this.fields].filter(([field]) => field.startsWith('msgstr[')).map(([, target]) => target);
    return messageRecords(range, { source, context, language, plural, targets });
  }
}
