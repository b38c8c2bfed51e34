import { describe, expect, test, vi } from 'vitest';
import { LoamError } from '@/base/errors';
import type { Progress } from '@/base/progress';
import type { DeviceReport } from '@/schema/device';
import type { Profile } from '@/schema/profile';
import type { RunConfig } from '@/schema/run-config';

const device: DeviceReport = {
  kind: 'webgpu',
  name: 'Test GPU',
  vendor: '',
  architecture: '',
  software: false,
  features: [],
  limits: {},
};
const profile = { version: 1, stepMs: 3 } as Profile; // the store only hands it on
const progress: Progress = { label: 'Timing', done: 2, total: 9, unit: 'steps' };

/** A worker whose profile the test takes, refuses or lets be cancelled. */
async function studio() {
  vi.resetModules();
  const calls: string[] = [];
  let say: (progress: Progress) => void = () => {};
  let take: (profile: Profile) => void = () => {};
  let refuse: (error: unknown) => void = () => {};
  let die: () => void = () => {};
  (await import('./run-store-session')).setTrainClientFactory((onFailure) => {
    die = () => onFailure({ code: 'worker/train-stopped', what: 'stopped', where: '', remedy: '' });
    return {
      api: {
        cancelProfile: async () => {
          calls.push('cancel');
          refuse(new DOMException('cancelled', 'AbortError'));
        },
      } as never, // the store speaks to this one call only
      open: async () => ({ device }),
      generate: () => Promise.reject(new Error('not asked for')),
      profile: (config: RunConfig, vocabulary: number, onProgress: typeof say) => {
        calls.push(`profile ${config.name} ${vocabulary}`);
        say = onProgress;
        return new Promise<Profile>((resolve, reject) => {
          take = resolve;
          refuse = reject;
        });
      },
      exportZip: () => Promise.reject(new Error('not asked for')),
      terminate: () => {},
    };
  });
  const store = await import('./profile-store');
  return {
    ...store,
    calls,
    now: store.useProfileStore.getState,
    /** Until the worker was asked; what it returns waits for the end. */
    begin: async () => {
      const asked = calls.length;
      const ended = store.takeProfile(300);
      await vi.waitFor(() => expect(calls).toHaveLength(asked + 1));
      return { ended };
    },
    say: (given: Progress) => say(given),
    take: (given: Profile) => take(given),
    refuse: (error: unknown) => refuse(error),
    die: () => die(),
  };
}

describe('profile store', () => {
  test('opens the trainer, tells how far it is, and keeps what was taken', async () => {
    const { begin, say, take, takeProfile, calls, now } = await studio();
    const { ended } = await begin();
    expect(calls).toEqual(['profile profile 300']);
    expect(now().phase).toBe('taking');
    say(progress);
    expect(now().progress).toEqual(progress);
    // One at a time.
    await takeProfile(300);
    expect(calls).toHaveLength(1);
    take(profile);
    await ended;
    expect(now()).toEqual({ phase: 'idle', progress: undefined, error: undefined, profile });
    // What the worker still says does not bring the bar back.
    say(progress);
    expect(now().progress).toBeUndefined();
  });

  test('cancelled, is as if it had not been asked for: the last profile stays', async () => {
    const { begin, take, cancelProfile, calls, now } = await studio();
    const first = await begin();
    take(profile);
    await first.ended;
    const second = await begin();
    await cancelProfile();
    await second.ended;
    expect(calls.at(-1)).toBe('cancel');
    expect(now()).toEqual({ phase: 'idle', progress: undefined, error: undefined, profile });
  });

  test('a failure stands in the store until the next is taken', async () => {
    const { begin, refuse, take, now } = await studio();
    const report = { code: 'profile/no-gpu', what: 'There is no GPU', where: 'profile', remedy: 'Use WebGPU.' };
    const first = await begin();
    refuse(new LoamError(report));
    await first.ended;
    expect(now()).toMatchObject({ phase: 'failed', error: report });
    const second = await begin();
    expect(now()).toMatchObject({ phase: 'taking', error: undefined });
    take(profile);
    await second.ended;
    expect(now()).toMatchObject({ phase: 'idle', error: undefined, profile });
  });

  test('a worker that dies meanwhile is a failure, not a wait for ever', async () => {
    const { begin, die, now } = await studio();
    const { ended } = await begin();
    die();
    await ended;
    expect(now()).toMatchObject({ phase: 'failed', error: { code: 'worker/train-stopped' } });
  });
});
