import { ChartSpline } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useMissingForTraining } from '@/state/journey-readiness';
import { goTo } from '@/state/journey-route';
import { useRunStore } from '@/state/run-store';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { formatDuration } from '@/ui/format';
import { Progress } from '@/ui/progress';
import styles from './before-first-point.module.css';

/** In the curve's place until there is one: what is being done, by its own name, or what would bring it. */
export function BeforeFirstPoint() {
  const phase = useRunStore((s) => s.status.phase);
  const activity = useRunStore((s) => s.status.activity);
  const missing = useMissingForTraining();
  const waiting = phase === 'starting' || phase === 'running';
  if (waiting)
    return (
      <div className={styles.starting}>
        <Progress label={activity || 'First step'} value={0} total={0} />
        <Elapsed key={activity} />
      </div>
    );
  return (
    <div className={styles.empty}>
      <EmptyState
        icon={<ChartSpline size={28} strokeWidth={1.5} aria-hidden />}
        title="No curve yet"
        action={missing === undefined ? undefined : <Button onPress={() => goTo('data')}>Open Data</Button>}
      >
        {missing === undefined
          ? 'Press Train. The first points appear within seconds, on the GPU of this machine.'
          : `${missing}. A run needs prepared text and a model that fits.`}
      </EmptyState>
    </div>
  );
}

/** So that a long compilation is seen to be alive. */
function Elapsed() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((s) => s + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className={styles.note}>
      {formatDuration(seconds)} so far. Shaders are compiled once for each shape; the first step waits for them.
    </p>
  );
}
