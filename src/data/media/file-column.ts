import type { ImportedRecord } from '../importers/entry';
import type { MediaIndex } from './media-index';

/** At least so many of the first rows must name a file of the drop. */
const LEAST_SHARE = 0.5;

/**
 * The column that names the media: the one whose values most often are files of the drop; where two do, the one that names more different
 * files, since a label "3" may happen to be the name of `3.jpg`. Undefined when no column does for half of the rows.
 */
export function fileColumn(records: readonly ImportedRecord[], index: MediaIndex, path: string): string | undefined {
  let best: { name: string; distinct: number } | undefined;
  for (const name of new Set(records.flatMap((record) => [...record.names()]))) {
    const files = records.flatMap((record) => index.resolve(record.cell(name) ?? '', path) ?? []);
    if (files.length === 0 || files.length < LEAST_SHARE * records.length) continue;
    const distinct = new Set(files).size;
    if (distinct > (best?.distinct ?? 0)) best = { name, distinct };
  }
  return best?.name;
}
