import { TRAIN } from '../../split/assign-sides';
import type { CleanedCorpus } from '../clean-corpus';
import type { TextReader } from '../text-reader';
import { type Fill, FillFitter } from './fit-fill';
import { rowAt } from './row-reader';

/** What fills the missing values of cleaned rows: learnt from the training side, or from all where nothing is held out. */
export async function fillsOf(
  { documents, hasRows }: Pick<CleanedCorpus, 'documents' | 'hasRows'>,
  sides: Uint8Array | undefined,
  text: TextReader,
  breathe: () => Promise<void>,
): Promise<Fill[]> {
  const fitter = new FillFitter();
  for (let i = 0; hasRows && i < documents.count; i++) {
    await breathe();
    const row = sides && sides[i] !== TRAIN ? undefined : rowAt(text, documents.at(i));
    if (row) fitter.add(row);
  }
  return fitter.fills();
}
