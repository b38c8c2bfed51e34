import type { RunStatus } from '@/schema/run';
import type { RunConfig } from '@/schema/run-config';

/** What "Continue" offers: what is left of a run that ended before its time, or as many steps as were asked for at first. */
export function stepsToGo({ step, steps, end }: RunStatus, config: RunConfig | undefined): number {
  if (step < steps && end !== 'early stop') return steps - step;
  const asked = Number(config?.training.steps);
  return Number.isFinite(asked) && asked > 0 ? asked : Math.max(100, steps);
}
