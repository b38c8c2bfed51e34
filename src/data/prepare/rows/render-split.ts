import type { Filled } from '@/schema/dataset';
import { MISSING, type Row, TO_FILL } from '@/schema/row';
import { type Split, tooShort } from '../../split/split-corpus';
import { DocumentRanges } from '../../split/text-ranges';
import type { ByteSink } from '../byte-sink';
import type { TextReader } from '../text-reader';
import { FillFitter } from './fit-fill';
import { languageMark, type Rendering, renderRow, SHAPE_MARKS } from './render-row';
import { rowAt } from './row-reader';

/** The split's documents as the texts that are tokenized. */
export interface RenderedSplit {
  readonly split: Split;
  /** Marks that the texts have: a tokenizer should keep each in one piece. */
  readonly marks: readonly string[];
  readonly rendering: Rendering;
  /** What was filled in for missing values, learnt from the training side alone. */
  readonly filled: readonly Filled[];
}

/**
 * Writes every row as its text (`renderRow`), plain documents as they are: training side first. `breathe` is called for each document. Throws
 * LoamError `data/too-short` where only a block of one row could be held out.
 */
export async function renderSplit(
  split: Split,
  text: TextReader,
  sink: ByteSink,
  breathe: (documents: number) => Promise<void>,
): Promise<RenderedSplit> {
  if (split.kind === 'block' && cutsRow(split, text))
    throw tooShort('These are too few rows to hold some out, and a row cannot be cut');
  const marks = new Set<string>();
  const { missing, languages, several } = await survey(split, text, breathe);
  const fills = missing.size > 0 ? await fitted(split.train, text, breathe) : [];
  const rendering: Rendering = {
    fill: new Map(fills.map(({ column, value }) => [column, value])),
    toLanguages: several,
  };
  // Those of sources too: swapped pairs lead into them.
  if (several) for (const tag of languages) marks.add(languageMark(tag));
  const rendered = async (ranges: DocumentRanges) => {
    const written = new DocumentRanges();
    let done = 0;
    for (const range of ranges) {
      const start = sink.written;
      const row = rowAt(text, range);
      if (row?.head) for (const mark of SHAPE_MARKS[row.head.shape]) marks.add(mark);
      if (row) await sink.text(marked(renderRow(row, rendering), marks));
      else for (const piece of text.pieces(range)) await sink.text(piece);
      written.add(start, sink.written);
      await breathe(++done);
    }
    return written;
  };
  const train = await rendered(split.train);
  const validation = await rendered(split.validation);
  const filled = [...missing].map(([column, rows]): Filled => {
    const one = fills.find((each) => each.column === column);
    return one ? { column, rows, how: one.how, value: one.value, from: one.rows } : { column, rows, how: 'mark' };
  });
  return { split: { ...split, train, validation }, marks: [...marks], rendering, filled };
}

/** Notes the mark for missing values where a text has it. */
function marked(text: string, marks: Set<string>): string {
  if (text.includes(MISSING)) marks.add(MISSING);
  return text;
}

/** How many rows, of both sides, leave which column to be filled in, the languages of pairs, and whether they lead into several. */
async function survey(split: Split, text: TextReader, breathe: (documents: number) => Promise<void>) {
  const missing = new Map<string, number>();
  const languages = new Set<string>();
  const targets = new Set<string>();
  for (const side of [split.train, split.validation])
    for (const range of side) {
      const row = rowAt(text, range);
      const { source, target } = row?.head?.languages ?? {};
      if (target !== undefined) targets.add(target);
      for (const tag of [source, target]) if (tag !== undefined) languages.add(tag);
      for (const name of toFill(row)) missing.set(name, (missing.get(name) ?? 0) + 1);
      await breathe(0);
    }
  return { missing, languages, several: targets.size > 1 };
}

const toFill = (row: Row | undefined): string[] =>
  row?.head?.fields.flatMap(({ name }, i) => (row.values[i] === TO_FILL ? [name] : [])) ?? [];

async function fitted(train: DocumentRanges, text: TextReader, breathe: (documents: number) => Promise<void>) {
  const fitter = new FillFitter();
  for (const range of train) {
    const row = rowAt(text, range);
    if (row) fitter.add(row);
    await breathe(0);
  }
  return fitter.fills();
}

/** Whether the document that a block was cut from is a row. */
function cutsRow({ train, validation }: Split, text: TextReader): boolean {
  const block = validation.at(0);
  const before = [...train].find(({ end }) => end === block.start);
  return rowAt(text, before ?? block) !== undefined;
}
