const FILTERS = ['validation', 'out-of-memory', 'internal'] as const;

/**
 * Runs work whose GPU errors are the work's own failure: they are thrown here instead of being reported as the device's. Nothing else may use
 * the device meanwhile. Rejects as the device does when it is lost.
 */
export async function guarded<T>(device: GPUDevice, work: () => Promise<T>): Promise<T> {
  for (const filter of FILTERS) device.pushErrorScope(filter);
  const [outcome] = await Promise.allSettled([work()]);
  const errors = await Promise.all(FILTERS.map(() => device.popErrorScope()));
  // What a driver says names the cause; what the work throws may only be its consequence.
  const error = errors.find((one) => one !== null);
  if (error) throw new Error(error.message);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
