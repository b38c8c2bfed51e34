import type { TokenizerFile } from './entry';
import { isRecord, unreadable } from './tokenizer-file';

/** The file's `decoder`, which must be of this type: another one would give other text for the same ids. Throws LoamError `tokenizer/unreadable`. */
export function readDecoder({ decoder }: TokenizerFile, type: string): Readonly<Record<string, unknown>> {
  if (isRecord(decoder) && decoder.type === type) return decoder;
  const given = isRecord(decoder) ? `is "${String(decoder.type).slice(0, 40)}"` : 'is missing';
  throw unreadable(`Its decoder ${given}; "${type}" is what goes with such a vocabulary`, 'decoder');
}
