import { create } from 'zustand';
import { claimStorage } from '@/storage/claim-storage';
import { sweepOpfs } from '@/storage/opfs';

/** Whether another tab of this browser has the studio open: two tabs would write the same files. */
export const useTabStore = create<{ readonly elsewhere: boolean }>(() => ({ elsewhere: false }));

/** Resolves when this tab may write: at once, or, after saying so, when the other tab is closed (the page then loads anew). */
export async function claimTab(): Promise<void> {
  const claim = await claimStorage();
  if (!claim.mine) {
    useTabStore.setState({ elsewhere: true });
    await claim.whenFree;
    location.reload();
    return new Promise(() => {});
  }
  await sweepOpfs();
}
