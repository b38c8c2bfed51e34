import type { RunStatus } from '@/schema/run';
import { type DataState, useDataStore } from './data-store';
import { type ModelFacts, missingForTraining, useModelFacts } from './journey-readiness';
import type { Stage } from './journey-route';
import { useRunStore } from './run-store';

export interface StageState {
  readonly kind: 'empty' | 'ready' | 'running' | 'paused' | 'done' | 'problem';
  /** Two or three words. */
  readonly text: string;
  /** 0 to 1 while running. */
  readonly share?: number;
}

const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
/** 504672 -> "505 k", as everywhere on the screens. */
const compact = (n: number) => short.format(n).replace(/([A-Z])$/, (unit) => ` ${unit === 'K' ? 'k' : unit}`);

export function dataStage(data: DataState): StageState {
  if (data.failure || data.error) return { kind: 'problem', text: 'Needs you' };
  const { progress } = data;
  const share = progress && progress.total > 0 ? progress.done / progress.total : undefined;
  const running = (verb: string): StageState => ({
    kind: 'running',
    text: share === undefined ? verb : `${verb} ${Math.floor(share * 100)} %`,
    ...(share === undefined ? {} : { share }),
  });
  if (data.imports.length > 0) return running('Reading');
  if (data.preparing) return running('Preparing');
  if (data.sources.length === 0) return { kind: 'empty', text: 'Empty' };
  if (data.cancelled) return { kind: 'paused', text: 'Cancelled' };
  if (!data.fresh || !data.dataset) return running('Preparing');
  return { kind: 'ready', text: `${compact(data.dataset.train.tokens)} tokens` };
}

export function trainStage(status: RunStatus, missing: string | undefined): StageState {
  const share = status.steps > 0 ? status.step / status.steps : 0;
  const percent = `${Math.floor(share * 100)} %`;
  switch (status.phase) {
    case 'starting':
      return { kind: 'running', text: 'Starting' };
    case 'running':
      return { kind: 'running', text: percent, share };
    case 'paused':
      return { kind: 'paused', text: `Paused ${percent}` };
    case 'stopping':
      return { kind: 'running', text: 'Stopping', share };
    case 'failed':
      return { kind: 'problem', text: 'Failed' };
    case 'finished':
      return { kind: 'done', text: status.end === 'completed' ? 'Done' : 'Stopped' };
    case 'idle':
      return missing === undefined ? { kind: 'ready', text: 'Ready' } : { kind: 'empty', text: 'Not ready' };
  }
}

export function stagesOf(data: DataState, status: RunStatus, facts: ModelFacts): Record<Stage, StageState> {
  const weights = status.best !== undefined;
  const afterwards: StageState = weights ? { kind: 'ready', text: 'Ready' } : { kind: 'empty', text: 'No weights yet' };
  return {
    data: dataStage(data),
    model:
      facts.refusals.length > 0
        ? { kind: 'problem', text: 'Too large' }
        : { kind: 'ready', text: `${compact(facts.parameters)} parameters` },
    train: trainStage(status, missingForTraining(data, facts)),
    playground: afterwards,
    export: afterwards,
  };
}

export function useStages(): Record<Stage, StageState> {
  const facts = useModelFacts();
  const data = useDataStore();
  const status = useRunStore((s) => s.status);
  return stagesOf(data, status, facts);
}
