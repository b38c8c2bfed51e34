import { useEffect } from 'react';
import { useRunStore } from '@/state/run-store';

/** Leaving while a run is on or paused asks first: what came after the last checkpoint would be lost. */
export function useUnloadGuard(): void {
  const phase = useRunStore((state) => state.status.phase);
  const guarded = phase === 'starting' || phase === 'running' || phase === 'paused' || phase === 'stopping';
  useEffect(() => {
    if (!guarded) return;
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      // Older engines ask only for this.
      event.returnValue = true;
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [guarded]);
}
