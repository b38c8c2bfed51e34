import type { PrepareConfig } from '@/schema/dataset';
import type { DocumentPart } from '@/schema/document';
import { isRow } from '@/schema/row';
import { Cleaner } from '../cleaning/cleaner';
import { cleaningSteps } from '../cleaning/index';
import { standsAlone } from '../cleaning/stands-alone';

type Steps = PrepareConfig['steps'];

/** Characters of a long document that are cleaned: many times what a preview shows, in some 50 ms with all steps. */
const BEGINNING = 1 << 14;

/** Of the steps that are on, those that judge each document by itself: the others would have to see the whole corpus. */
export async function aloneSteps(steps: Steps): Promise<Steps> {
  const alone: Steps = [];
  for (const step of steps)
    if (step.on && (await standsAlone(cleaningSteps.get(step.id), step.options))) alone.push(step);
  return alone;
}

/**
 * What `aloneSteps` leave of a document, or of the beginning of a long one, given by its first part; undefined where they drop it. Of a beginning that
 * is judged which can be before the document's end: to take it for the whole would drop a book for being short. A row is never cut.
 */
export async function cleanBeginning(first: DocumentPart, steps: Steps, rescued: boolean): Promise<string | undefined> {
  const text = isRow(first.text) ? first.text : first.text.slice(0, BEGINNING).toWellFormed();
  const lastPart = first.lastPart && text.length === first.text.length;
  const cleaner = await Cleaner.create(steps, rescued ? { rescued: new Set([first.document]) } : {});
  const cleaned = cleaner.push({ ...first, text, lastPart });
  return cleaned.fate === 'dropped' ? undefined : cleaned.text;
}
