import { usePlayground } from '@/state/playground-store';
import { useRunStore } from '@/state/run-store';

/** Why the model cannot answer now: one device, one thing at a time. */
export function useObstacle(): 'running' | 'judging' | 'stopped' | undefined {
  const phase = useRunStore((s) => s.status.phase);
  const worker = useRunStore((s) => s.worker);
  const judging = usePlayground((s) => s.judging);
  if (worker === 'failed') return 'stopped';
  if (phase === 'starting' || phase === 'running' || phase === 'stopping') return 'running';
  return judging ? 'judging' : undefined;
}
