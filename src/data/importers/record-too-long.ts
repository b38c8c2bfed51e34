import { LoamError } from '@/base/errors';
import { MAX_RECORD_CHARACTERS } from './entry';

export function recordTooLong(
  path: string,
  noun: 'line' | 'row' | 'element' | 'entry' | 'message',
  number: number,
  most = MAX_RECORD_CHARACTERS,
): LoamError {
  return new LoamError({
    code: 'import/record-too-long',
    what: `This ${noun} is longer than ${most >> 20} million characters; the file was read up to it`,
    where: `${path}, ${noun} ${number}`,
    remedy:
      'Look for a quotation mark, bracket or tag that is never closed. Running text of any length can be given as .txt.',
  });
}
