import { LoamError } from '@/base/errors';

/** Codes of what can be wrong with a safetensors file. */
export type SafetensorsFault = 'truncated' | 'header' | 'duplicate' | 'offsets' | 'shape' | 'dtype';

export function damaged(fault: SafetensorsFault, what: string, where: string): LoamError {
  return new LoamError({
    code: `safetensors/${fault}`,
    what,
    where,
    remedy: 'Export or download the file again; if it stays so, it was not written by a correct program.',
  });
}
