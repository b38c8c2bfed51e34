import { useCallback, useSyncExternalStore } from 'react';

/** Something that changes often and says so at a pace that the listener chooses. */
export interface Source {
  readonly version: number;
  subscribe(listener: () => void, everyMs?: number): () => void;
}

/** Draws again when the source has changed, at most once in `everyMs`. */
export function useSource(source: Source, everyMs: number): number {
  const subscribe = useCallback((listener: () => void) => source.subscribe(listener, everyMs), [source, everyMs]);
  return useSyncExternalStore(subscribe, () => source.version);
}
