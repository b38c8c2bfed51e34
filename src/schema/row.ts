import type { MediaReference } from './media';
import type { ShapeId } from './shape';

/**
 * A row in the form of one text, so that it goes wherever a document goes: HEAD, a few words of JSON that say what the row is, HEAD, then its
 * fields with FIELD between. A document of plain text has no head and is its own only field. The marks are noncharacters, which Unicode sets
 * aside for internal use (The Unicode Standard 16, section 23.7): in imported text they become U+FFFD.
 */
const FIELD = '\ufdd0';
const HEAD = '\ufdd1';
/** Between the labels, or the items, of one field. */
export const ITEM = '\ufdd2';
/** Stands for a value that is missing and is to be filled in from the training rows. */
export const TO_FILL = '\ufdd3';

/** Stands where a value is missing that nothing fills in: what a model reads there, and a special token. */
export const MISSING = '<|missing|>';

/** What a field is. Cleaning of text leaves labels and items alone. */
export type FieldRole = 'text' | 'source' | 'target' | 'label' | 'items';

export interface RowField {
  readonly name: string;
  readonly role: FieldRole;
}

export interface RowHead {
  readonly shape: ShapeId;
  readonly fields: readonly RowField[];
  /** User, author or speaker. */
  readonly group?: string;
  /** Milliseconds since 1970. */
  readonly time?: number;
  /** BCP 47 tags of source and target. */
  readonly languages?: { readonly source?: string; readonly target?: string };
  readonly media?: MediaReference;
}

export interface Row {
  /** Undefined for plain text. */
  readonly head: RowHead | undefined;
  /** As many as the head has fields; one for plain text. */
  readonly values: readonly string[];
}

export const rowText = (head: RowHead, values: readonly string[]): string =>
  `${HEAD}${JSON.stringify(head)}${HEAD}${values.join(FIELD)}`;

export const isRow = (text: string): boolean => text.startsWith(HEAD);

/** A text as imported: without marks of ours. */
export const withoutMarks = (text: string): string => (MARKS.test(text) ? text.replace(ALL_MARKS, '\ufffd') : text);
const MARKS = /[\ufdd0-\ufdd3]/;
const ALL_MARKS = /[\ufdd0-\ufdd3]/g;

/** Splits a whole row. Where the text breaks off (a preview), the fields that it has not reached are empty. */
export function parseRow(text: string): Row {
  const { head, body } = splitHead(text);
  if (!head) return { head, values: [body] };
  const values = body.split(FIELD);
  while (values.length < head.fields.length) values.push('');
  return { head, values };
}

/** Parts a head, if there is one, from the fields. A head that breaks off is given back as text. */
export function splitHead(text: string): { readonly head: RowHead | undefined; readonly body: string } {
  const end = isRow(text) ? text.indexOf(HEAD, 1) : -1;
  if (end < 0) return { head: undefined, body: text };
  return { head: headOf(text.slice(1, end)), body: text.slice(end + 1) };
}

/** Rows of one table mostly have the same head. */
let last: { readonly json: string; readonly head: RowHead } | undefined;

function headOf(json: string): RowHead {
  // Written by `rowText`: nothing else can write the marks around it.
  if (last?.json !== json) last = { json, head: JSON.parse(json) as RowHead };
  return last.head;
}

/** Pieces of fields in order, from the pieces of a body; `ends` says that a field ends there. */
export function* fieldPieces(body: string): Generator<{ readonly text: string; readonly ends: boolean }> {
  for (let from = 0; ; ) {
    const at = body.indexOf(FIELD, from);
    if (at < 0) {
      yield { text: from === 0 ? body : body.slice(from), ends: false };
      return;
    }
    yield { text: body.slice(from, at), ends: true };
    from = at + 1;
  }
}

/** What joins pieces again that `fieldPieces` parted. */
export const FIELD_END = FIELD;

/** A row as one text to read and to measure: a blank line between fields, blanks between items; labels are no prose. */
export function proseOf({ head, values }: Row): string {
  if (!head) return values[0] ?? '';
  return values
    .filter((value, i) => head.fields[i]?.role !== 'label' && value !== '' && value !== TO_FILL)
    .map((value) => value.replaceAll(ITEM, ' ').replaceAll(TO_FILL, ''))
    .join('\n\n');
}

/** Fields and marks as a person may see them, in excerpts that begin anywhere. */
export const withVisibleMarks = (text: string): string =>
  text.replace(HEADS, '').replaceAll(FIELD, '\n\n').replaceAll(ITEM, ', ').replaceAll(TO_FILL, '(to be filled in)');
const HEADS = /\ufdd1[^\ufdd1]*\ufdd1/g;
