import { create } from 'zustand';
import { type ErrorReport, isAbort, toReport } from '@/base/errors';
import type { PrepareConfig } from '@/schema/dataset';
import type { QualityReport } from '@/schema/quality';
import { useDataStore } from './data-store';
import { ask } from './data-store-worker';

type Extent = 'sample' | 'all';

export interface QualityState {
  readonly before?: QualityReport | undefined;
  readonly after?: QualityReport | undefined;
  /** Id of the step after which `after` is measured; undefined for the end of the pipeline. */
  readonly place?: string | undefined;
  /** What `before` and `after` were measured for; another corpus or other settings make them old. */
  readonly measuredFor?: string | undefined;
  /** Of what `before` was measured. */
  readonly extent?: Extent | undefined;
  readonly measuring?: Extent | undefined;
  readonly error?: ErrorReport | undefined;
}

export const useQualityStore = create<QualityState>(() => ({}));
const set = useQualityStore.setState;
const get = useQualityStore.getState;
let wanted = 0;

/** Everything that decides what a report says. */
export function qualityKey({
  sources,
  config,
}: Pick<ReturnType<typeof useDataStore.getState>, 'sources' | 'config'>): string {
  const steps = config.steps.filter(({ on }) => on).map(({ id, options }) => [id, options]);
  return JSON.stringify([sources.map(({ id }) => id), steps, config.rescued ?? [], config.split]);
}

/** The steps up to this one; all of them where it is not on, or none is named. */
export function stepsUpTo(steps: PrepareConfig['steps'], place: string | undefined): PrepareConfig['steps'] {
  const at = steps.findIndex(({ id, on }) => on && id === place);
  return at < 0 ? steps : steps.slice(0, at + 1);
}

/**
 * Measures as imported and as cleaning leaves it at the chosen place: a sample first, which takes seconds, then, where asked for, everything. What was
 * measured of the same as imported is not measured again.
 */
export async function measureQuality(extent: Extent): Promise<void> {
  const mine = ++wanted;
  const { config } = useDataStore.getState();
  const measuredFor = qualityKey(useDataStore.getState());
  const rescued = [...(config.rescued ?? [])];
  const known = get();
  set({ measuring: extent, error: undefined, after: undefined });
  try {
    const { split } = config;
    const sample = extent === 'sample';
    if (!known.before || known.measuredFor !== measuredFor || known.extent !== extent) {
      const before = await ask((api) => api.quality({ steps: [], rescued, split, sample }));
      if (mine !== wanted) return;
      set({ before, measuredFor, extent });
    }
    const steps = stepsUpTo(config.steps, get().place);
    const after = await ask((api) => api.quality({ steps, rescued, split, sample }));
    if (mine === wanted) set({ after, measuring: undefined });
  } catch (error) {
    if (mine !== wanted) return;
    set({ measuring: undefined, ...(isAbort(error) ? {} : { error: toReport(error) }) });
  }
}

/** Looks at the documents as they are after this step, on a sample first; undefined for the end of the pipeline. */
export function lookAfter(place: string | undefined): void {
  if (get().place === place) return;
  set({ place });
  // Where nothing is measured yet, the screen asks for it when it may.
  if (get().before) void measureQuality('sample');
}
