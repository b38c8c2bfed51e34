import { create } from 'zustand';
import { type ErrorReport, isAbort, toReport } from '@/base/errors';
import type { Progress } from '@/base/progress';
import { openTrainer, useRunStore } from './run-store';
import { askTrainer } from './run-store-session';

interface ExportState {
  readonly phase: 'idle' | 'writing' | 'ready' | 'failed';
  readonly progress?: Progress | undefined;
  readonly error?: ErrorReport | undefined;
  /** On disk, not in memory. */
  readonly file?: File | undefined;
  /** Of which the file is: a newer best checkpoint makes it old. */
  readonly of?: { readonly runId: string; readonly bestStep: number | undefined } | undefined;
}

export const useExportStore = create<ExportState>(() => ({ phase: 'idle' }));
const set = useExportStore.setState;
let mine = 0;

/** Writes the zip and answers with it as a file on disk; with nothing when it was cancelled or failed (the store says why). */
export async function writeExport(): Promise<File | undefined> {
  if (useExportStore.getState().phase === 'writing') return undefined;
  const turn = ++mine;
  const { runId, best } = useRunStore.getState().status;
  set({ phase: 'writing', progress: undefined, error: undefined, file: undefined });
  try {
    await openTrainer();
    const file = await askTrainer((_, client) =>
      client.exportZip((progress) => {
        if (turn === mine) set({ progress });
      }),
    );
    if (turn !== mine) return undefined;
    set({ phase: 'ready', file, progress: undefined, of: { runId, bestStep: best?.step } });
    return file;
  } catch (error) {
    if (turn !== mine || isAbort(error)) set({ phase: 'idle', progress: undefined });
    else set({ phase: 'failed', progress: undefined, error: toReport(error, 'export') });
    return undefined;
  }
}

export async function cancelExport(): Promise<void> {
  await askTrainer((api) => api.cancelExport()).catch(() => undefined);
}
