import { MISSING, type Row, type RowHead, TO_FILL } from '@/schema/row';
import type { Illustrated, PairRow } from '../../augment/entry';
import { IMAGE_MARK } from '../../media/images/patch-grid';
import type { Split } from '../../split/split-corpus';
import type { TextRange } from '../../split/text-ranges';
import type { TextReader } from '../text-reader';
import { type Rendering, renderRow } from './render-row';
import { rowAt } from './row-reader';

/** The rows of a split before they became texts. */
export interface SplitRows {
  readonly split: Split;
  readonly text: TextReader;
  readonly rendering: Rendering;
}

/** What an augmentation may change of a training document, and how the changed thing becomes the text of a row again. */
export interface Augmentable<T> {
  readonly values: Iterable<T> | AsyncIterable<T>;
  readonly render: (value: T) => string;
}

const NOTHING = { values: [], render: () => '' };
const same = (value: string) => value;

/** Of a labelled row its longest text, of a pair the source: labels, targets and items are what is to be learnt. Plain text in pieces. */
export function augmentableText({ text, rendering }: SplitRows, range: TextRange): Augmentable<string> {
  const row = rowAt(text, range);
  if (!row?.head) return { values: text.pieces(range), render: same };
  const at = longestText(row);
  const value = row.values[at];
  if (value === undefined || value === '' || value === TO_FILL || value === MISSING) return NOTHING;
  return {
    values: [value],
    render: (changed) => renderRow({ ...row, values: row.values.with(at, changed) }, rendering),
  };
}

export function augmentablePair({ text, rendering }: SplitRows, range: TextRange): Augmentable<PairRow> {
  const row = rowAt(text, range);
  const at = (role: string) => row?.head?.fields.findIndex((field) => field.role === role) ?? -1;
  const [source, target] = [at('source'), at('target')];
  if (!row || source < 0 || target < 0) return NOTHING;
  return {
    values: [{ source: row.values[source] ?? '', target: row.values[target] ?? '' }],
    render: (pair) => {
      const values = row.values.with(source, pair.source).with(target, pair.target);
      // A pair that was swapped leads into what was the source's language.
      const head = pair.target === row.values[source] ? withSwappedLanguages(row.head) : row.head;
      return renderRow({ head, values }, rendering);
    },
  };
}

/** Of a row with a picture the text after its mark, which gives way to wherever the picture then stands. */
export function augmentableIllustration({ text, rendering }: SplitRows, range: TextRange): Augmentable<Illustrated> {
  const row = rowAt(text, range);
  const media = row?.head?.media;
  if (!row || media?.kind !== 'image') return NOTHING;
  const { width, height } = media;
  const written = renderRow(row, rendering).slice(IMAGE_MARK.length);
  return { values: [{ text: written, width, height }], render: (illustrated) => illustrated.text };
}

function withSwappedLanguages(head: RowHead | undefined): RowHead | undefined {
  if (!head?.languages) return head;
  const { source, target } = head.languages;
  return { ...head, languages: { ...(target ? { source: target } : {}), ...(source ? { target: source } : {}) } };
}

function longestText({ head, values }: Row): number {
  let longest = -1;
  for (const [i, { role }] of head?.fields.entries() ?? [])
    if ((role === 'text' || role === 'source') && (values[i]?.length ?? 0) > (values[longest]?.length ?? 0))
      longest = i;
  return longest;
}
