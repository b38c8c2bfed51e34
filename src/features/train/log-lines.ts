import type { RunStatus } from '@/schema/run';
import type { MetricSeries } from '@/state/metric-series';
import { saidLoss } from './said';

export interface LogLine {
  readonly key: string;
  readonly step: number;
  readonly text: string;
}

const MOST = 100;

/** The last evaluations, notes and the run's end, newest first. */
export function logLines(series: MetricSeries, status: RunStatus): LogLine[] {
  const { evaluations } = series;
  const lines: LogLine[] = [];
  for (let row = Math.max(0, evaluations.length - MOST); row < evaluations.length; row++) {
    const best = evaluations.value('best', row) === 1 ? ', best so far' : '';
    const step = evaluations.value('step', row);
    lines.push({ key: `e${step}`, step, text: `validation ${saidLoss(evaluations.value('loss', row))}${best}` });
  }
  series.notes.forEach((note, i) => {
    lines.push({ key: `n${i}`, step: note.step, text: note.text });
  });
  lines.sort((a, b) => b.step - a.step);
  const now = nowLine(status);
  return [...(now ? [{ key: 'now', step: status.step, text: now }] : []), ...lines].slice(0, MOST);
}

function nowLine({ phase, activity, end, error, device }: RunStatus): string | undefined {
  switch (phase) {
    case 'idle':
      return undefined;
    case 'starting':
      return activity;
    case 'running':
      return `running on ${device?.name ?? 'the device'}`;
    case 'paused':
      return 'paused';
    case 'stopping':
      return 'stopping after this step';
    case 'finished':
      return end ?? 'finished';
    case 'failed':
      return error?.what ?? 'failed';
  }
}
