import { useRef } from 'react';
import { metricSeries } from '@/state/metric-series';
import { useRunStore } from '@/state/run-store';
import { type Domain, stepDomain } from '@/ui/chart/domain';

/** One step axis for all charts; the same object while it does not change, so that charts need not redraw. */
export function useStepDomain(): Domain {
  const planned = useRunStore((s) => s.status.steps);
  const over = useRunStore((s) => s.status.phase === 'finished' || s.status.phase === 'failed');
  const before = useRef<Domain>([0, 1]);
  const last = metricSeries.lastStep;
  const next = over && last > 0 ? ([0, last] as const) : stepDomain(last, planned);
  if (next[1] !== before.current[1]) before.current = next;
  return before.current;
}
