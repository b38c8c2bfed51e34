import { create } from 'zustand';
import { type ErrorReport, isAbort, toReport } from '@/base/errors';
import type { Progress } from '@/base/progress';
import type { Profile } from '@/schema/profile';
import { openTrainer, useRunStore } from './run-store';
import { askTrainer } from './run-store-session';
import { buildRunConfig } from './settings-store';

interface ProfileState {
  readonly phase: 'idle' | 'taking' | 'failed';
  readonly progress?: Progress | undefined;
  readonly error?: ErrorReport | undefined;
  /** The last one taken; stays while another is. */
  readonly profile?: Profile | undefined;
}

export const useProfileStore = create<ProfileState>(() => ({ phase: 'idle' }));
const set = useProfileStore.setState;

/** Why no profile can be taken now: one short sentence, or nothing. */
export function useProfileObstacle(): string | undefined {
  const phase = useRunStore((s) => s.status.phase);
  return phase === 'running' || phase === 'starting' || phase === 'stopping' ? 'Pause the run first' : undefined;
}

/** Times a step with the settings on the screen. Never throws: a failure stands in the store. */
export async function takeProfile(vocabulary: number): Promise<void> {
  if (useProfileStore.getState().phase === 'taking') return;
  set({ phase: 'taking', progress: undefined, error: undefined });
  try {
    await openTrainer();
    const profile = await askTrainer((_, client) =>
      client.profile(buildRunConfig('profile'), vocabulary, (progress) => {
        if (useProfileStore.getState().phase === 'taking') set({ progress });
      }),
    );
    set({ phase: 'idle', progress: undefined, profile });
  } catch (error) {
    if (isAbort(error)) set({ phase: 'idle', progress: undefined });
    else set({ phase: 'failed', progress: undefined, error: toReport(error, 'profile') });
  }
}

export async function cancelProfile(): Promise<void> {
  await askTrainer((api) => api.cancelProfile()).catch(() => undefined);
}
