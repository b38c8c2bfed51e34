import { useEffect } from 'react';
import { create } from 'zustand';
import { type ErrorReport, toReport } from '@/base/errors';
import type { DeviceReport } from '@/schema/device';
import type { TrainingPlan } from '@/schema/training-plan';
import { useDeviceStore } from './device-store';
import { type RunState, useRunStore } from './run-store';
import { askTrainer } from './run-store-session';
import { buildRunConfig, type SettingsState } from './settings-store';

interface PlanState {
  /** The settings that the answer is for. */
  readonly key: string;
  readonly plan?: TrainingPlan | undefined;
  /** Why the adapter refuses: the largest tensors by name. */
  readonly problem?: ErrorReport | undefined;
}

/** What the recorded step of the settings on the screen takes: the worker's answer, some tenths of a second after the last change. */
export const usePlanStore = create<PlanState>(() => ({ key: '' }));

/** People drag sliders: the answer is asked for when they rest. */
const REST_MS = 250;
let timer: ReturnType<typeof setTimeout> | undefined;
let wanted = '';

/** Of the settings only what changes the plan: typing a number of steps asks for nothing. */
export function planKey(settings: Pick<SettingsState, 'model' | 'optimizer' | 'training'>, vocabulary: number): string {
  const { batchSize, accumulation, dropout, averaging, mixedPrecision } = settings.training;
  const { model, optimizer } = settings;
  const switches = [Number(dropout) > 0, Number(averaging) > 0, mixedPrecision];
  return JSON.stringify([model, optimizer.id, batchSize, accumulation, switches, vocabulary]);
}

/** Asks once for each key, the latest wins; an answer that comes too late is dropped. */
export function askForPlan(key: string, vocabulary: number): void {
  if (key === wanted) return;
  wanted = key;
  clearTimeout(timer);
  timer = setTimeout(async () => {
    // A run may have been started meanwhile.
    if (!mayAsk(useRunStore.getState(), useDeviceStore.getState().report)) return forget(key);
    try {
      const plan = await askTrainer((api) => api.plan(buildRunConfig(), vocabulary));
      if (key === wanted) usePlanStore.setState({ key, plan, problem: undefined }, true);
    } catch (error) {
      const problem = toReport(error, 'plan');
      if (key === wanted) usePlanStore.setState({ key, problem }, true);
      // A worker that died has not answered: its successor is asked again.
      if (problem.code.startsWith('worker/')) forget(key);
    }
  }, REST_MS);
}

function forget(key: string): void {
  if (key === wanted) wanted = '';
}

/** Not while a run is on, which needs the worker, nor without a GPU. */
export function mayAsk(
  { worker, status: { phase } }: Pick<RunState, 'worker' | 'status'>,
  report: DeviceReport | undefined,
): boolean {
  return worker === 'on' && !['starting', 'running', 'stopping'].includes(phase) && report?.kind === 'webgpu';
}

/** The plan of these settings, or nothing yet. */
export function usePlan(
  settings: Pick<SettingsState, 'model' | 'optimizer' | 'training'>,
  vocabulary: number,
): Omit<PlanState, 'key'> {
  const report = useDeviceStore((state) => state.report);
  const may = useRunStore((state) => mayAsk(state, report));
  const key = planKey(settings, vocabulary);
  useEffect(() => {
    if (may) askForPlan(key, vocabulary);
  }, [may, key, vocabulary]);
  const { plan, problem, key: answered } = usePlanStore();
  return answered === key ? { plan, problem } : {};
}
