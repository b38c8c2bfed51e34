/** Whether this tab may write. `release` gives the claim up early; the browser does so when the tab goes. */
export type StorageClaim =
  | { readonly mine: true; readonly release: () => void }
  /** Another tab of the studio is open. `whenFree` resolves when this tab has got the claim after all: reload then. */
  | { readonly mine: false; readonly whenFree: Promise<void> };

const LOCK = 'loam-storage';
/** A reload asks before the page it replaces is quite gone; a second tab stays. */
const GRACE_MS = 1500;

/**
 * Two tabs would write the same files, so the first one holds a Web Lock for as long as it lives, and a later one can say so instead of
 * opening its workers. Call on the main thread, once, before any worker is started. Browsers without Web Locks are taken at their word.
 */
export async function claimStorage(
  locks: Pick<LockManager, 'request'> | undefined = globalThis.navigator?.locks,
  graceMs: number = GRACE_MS,
): Promise<StorageClaim> {
  if (!locks) return { mine: true, release: () => undefined };
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const granted = new Promise<void>((resolve, reject) => {
    locks
      .request(LOCK, () => {
        resolve();
        return held;
      })
      .catch(reject);
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), graceMs);
  });
  const outcome = await Promise.race([granted, late]);
  clearTimeout(timer);
  return outcome === 'late' ? { mine: false, whenFree: granted } : { mine: true, release };
}
