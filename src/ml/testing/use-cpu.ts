import { openDevice } from '@/gpu/device';

/** Tests of what is written against tfjs's API run on its cpu backend, where every op of ours is its reference. */
export async function useCpu(): Promise<void> {
  await openDevice({ preferred: 'cpu', onFailure: () => {} });
}
