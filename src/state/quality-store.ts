import { create } from 'zustand';
import { type ErrorReport, isAbort, toReport } from '@/base/errors';
import type { QualityReport } from '@/schema/quality';
import { useDataStore } from './data-store';
import { ask } from './data-store-worker';

export interface QualityState {
  readonly before?: QualityReport | undefined;
  readonly after?: QualityReport | undefined;
  /** What `before` and `after` were measured for; another corpus or other settings make them old. */
  readonly measuredFor?: string | undefined;
  readonly measuring?: 'sample' | 'all' | undefined;
  readonly error?: ErrorReport | undefined;
}

export const useQualityStore = create<QualityState>(() => ({}));
const set = useQualityStore.setState;
let wanted = 0;

/** Everything that decides what a report says. */
export function qualityKey({
  sources,
  config,
}: Pick<ReturnType<typeof useDataStore.getState>, 'sources' | 'config'>): string {
  const steps = config.steps.filter(({ on }) => on).map(({ id, options }) => [id, options]);
  return JSON.stringify([sources.map(({ id }) => id), steps, config.rescued ?? [], config.split]);
}

/** Measures as imported and after cleaning: a sample first, which takes seconds, then, where asked for, everything. */
export async function measureQuality(extent: 'sample' | 'all'): Promise<void> {
  const mine = ++wanted;
  const { config } = useDataStore.getState();
  const measuredFor = qualityKey(useDataStore.getState());
  const rescued = [...(config.rescued ?? [])];
  set({ measuring: extent, error: undefined });
  try {
    const { split } = config;
    const sample = extent === 'sample';
    const before = await ask((api) => api.quality({ steps: [], rescued, split, sample }));
    if (mine !== wanted) return;
    set({ before, after: undefined, measuredFor });
    const after = await ask((api) => api.quality({ steps: config.steps, rescued, split, sample }));
    if (mine === wanted) set({ after, measuring: undefined });
  } catch (error) {
    if (mine !== wanted) return;
    set({ measuring: undefined, ...(isAbort(error) ? {} : { error: toReport(error) }) });
  }
}
