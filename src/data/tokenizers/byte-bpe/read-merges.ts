import { type ParsedFile, unreadable } from '../tokenizer-file';
import type { Merges } from './merges';
import { PairTable } from './pair-table';

/** The merges of a file by rank. Throws LoamError `tokenizer/unreadable` for one with a token that the vocabulary lacks, and for one twice. */
export function readMerges(parsed: ParsedFile): Merges {
  const pairs = new PairTable(parsed.merges.length + 1);
  const merged: number[] = [];
  for (const [left, right] of parsed.merges) {
    const a = parsed.ids.get(left);
    const b = parsed.ids.get(right);
    const both = parsed.ids.get(left + right);
    if (a === undefined || b === undefined || both === undefined)
      throw unreadable(`Merge "${left} ${right}" uses a token that the vocabulary lacks`, 'model.merges');
    if (pairs.find(a, b) >= 0) throw unreadable(`Merge "${left} ${right}" stands there twice`, 'model.merges');
    pairs.add(a, b);
    merged.push(both);
  }
  return { pairs, merged: Int32Array.from(merged) };
}
