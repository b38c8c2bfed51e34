import { useCallback, useSyncExternalStore } from 'react';

/** Something that changes often and says so at a pace that the listener chooses. */
export interface Source {
  readonly version: number;
  subscribe(listener: () => void, everyMs?: number): () => void;
}

/** Draws again when the source has changed, at most once in `everyMs`. */
export function useSource(source: Source, everyMs: number): number {
  return useSourceValue(source, everyMs, () => source.version);
}

/** A value read off a source, looked at once in `everyMs` at most: draws again only when it is another one. Objects are compared by identity. */
export function useSourceValue<T>(source: Source, everyMs: number, read: () => T): T {
  const subscribe = useCallback((listener: () => void) => source.subscribe(listener, everyMs), [source, everyMs]);
  return useSyncExternalStore(subscribe, read);
}
