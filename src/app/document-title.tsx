import { useEffect } from 'react';
import type { Screen } from '@/state/journey-route';
import { useStages } from '@/state/journey-stages';
import { useRunStore } from '@/state/run-store';

const NAMES: Readonly<Record<Screen, string>> = {
  data: 'Data',
  model: 'Model',
  train: 'Train',
  playground: 'Playground',
  export: 'Export',
  profile: 'Profile',
};

/** The tab says how the run stands, wherever one is. A component, so that what changes ten times a second renders nothing but itself. */
export function DocumentTitle({ screen }: { screen: Screen }) {
  const phase = useRunStore((state) => state.status.phase);
  const { data, train } = useStages();
  const run = phase === 'running' ? `Training ${train.text}` : phase === 'idle' ? undefined : train.text;
  const title = [run ?? (data.kind === 'running' ? data.text : undefined), NAMES[screen], 'Loam']
    .filter(Boolean)
    .join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}
