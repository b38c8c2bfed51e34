import type { ImportedRecord } from '../entry';
import type { MarkupHandler } from '../markup/markup-scanner';

/** Codes of the tool that made the text, not text (TMX 1.4b, section "Content markup"). `hi` marks text that is. */
const CODES: ReadonlySet<string> = new Set(['bpt', 'ept', 'it', 'ph', 'ut', 'sub']);
/** A unit of more text or more languages is none. */
export const MAX_UNIT_CHARACTERS = 1 << 22;
const MAX_VARIANTS = 1000;

interface Variant {
  readonly language: string;
  text: string;
}

/** Gathers `tu` elements as pairs: the variant in the source language with each of the others. */
export class TranslationUnits implements MarkupHandler {
  units = 0;
  anyElement = false;
  inUnit = false;
  tooLong = false;
  private found: ImportedRecord[] = [];
  private fileSource = '';
  private unitSource = '';
  private variants: Variant[] = [];
  private characters = 0;
  private byteStart = 0;
  private inSegment = false;
  /** Code elements open; text inside is left out. */
  private codes = 0;

  constructor(private readonly places: { byteAt(): number; byteAfter(): number }) {}

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    this.anyElement = true;
    const attribute = (key: string) => attributes.get(key)?.toLowerCase() ?? '';
    if (name === 'header') this.fileSource = attribute('srclang');
    else if (name === 'tu') {
      this.inUnit = true;
      this.unitSource = attribute('srclang') || this.fileSource;
      this.variants = [];
      this.characters = 0;
      this.byteStart = this.places.byteAt();
    } else if (name === 'tuv' && this.inUnit)
      this.variants.push({ language: attribute('xml:lang') || attribute('lang'), text: '' });
    else if (name === 'seg') this.inSegment = this.variants.length > 0;
    else if (this.inSegment && CODES.has(name)) this.codes++;
  }

  close(name: string): void {
    if (name === 'seg') {
      this.inSegment = false;
      this.codes = 0;
    } else if (name === 'tu' && this.inUnit) this.end();
    else if (this.inSegment && CODES.has(name) && this.codes > 0) this.codes--;
  }

  text(text: string): void {
    const variant = this.variants.at(-1);
    if (!this.inSegment || this.codes > 0 || !variant) return;
    this.characters += text.length;
    if (this.characters > MAX_UNIT_CHARACTERS || this.variants.length > MAX_VARIANTS) this.tooLong = true;
    else variant.text += text;
  }

  taken(): ImportedRecord[] {
    const records = this.found;
    this.found = [];
    return records;
  }

  private end(): void {
    this.inUnit = false;
    this.units++;
    const filled = this.variants.filter(({ text }) => text.trim() !== '');
    // `*all*` says that any may be the source: the first is.
    const source = filled.find(({ language }) => language === this.unitSource) ?? filled[0];
    const range = { row: this.units, byteStart: this.byteStart, byteEnd: this.places.byteAfter() };
    if (source && filled.length === 1) this.found.push(pair(range, source));
    for (const target of filled) if (source && target !== source) this.found.push(pair(range, source, target));
  }
}

function pair(
  range: Pick<ImportedRecord, 'row' | 'byteStart' | 'byteEnd'>,
  source: Variant,
  target?: Variant,
): ImportedRecord {
  const cells: Readonly<Record<string, string | undefined>> = {
    source: source.text.trim(),
    target: target?.text.trim(),
    'source language': source.language,
    'target language': target?.language,
  };
  return {
    ...range,
    names: () => Object.keys(cells),
    cell: (name) => (Object.hasOwn(cells, name) ? cells[name] : undefined),
  };
}
