import { useMissingForTraining } from './journey-readiness';
import { goTo } from './journey-route';
import { startRun, useRunStore } from './run-store';

/** The way on from Data and Model: starts a run and shows it, or shows the one that is on. */
export function useTrainAction(): { label: string; missing: string | undefined; press: () => void } {
  const missing = useMissingForTraining();
  const phase = useRunStore((s) => s.status.phase);
  const on = phase === 'starting' || phase === 'running' || phase === 'paused' || phase === 'stopping';
  if (on) return { label: 'Show the run', missing: undefined, press: () => goTo('train') };
  return {
    label: 'Train',
    missing,
    press: () => {
      goTo('train');
      void startRun();
    },
  };
}
