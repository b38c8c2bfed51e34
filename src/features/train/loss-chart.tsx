import { metricSeries } from '@/state/metric-series';
import { useRunStore } from '@/state/run-store';
import { chooseStep, hoverStep, useLookedAt, useRunView } from '@/state/run-store-view';
import { Chart } from '@/ui/chart/chart';
import { useSource } from '@/ui/chart/use-source';
import { sentenceOf } from './said';
import { snapToStep } from './snap-to-step';
import { TeachingNoteCard } from './teaching-note-card';
import { describeLosses, useLossCurves } from './use-loss-curves';
import { useStepDomain } from './use-step-domain';

/** The longer a line, the less a new point moves it: at 2,000 steps it is less than a pixel in half a second of most runs. */
const redrawMs = (points: number) => (points > 2000 ? 500 : points > 300 ? 200 : 100);

const saidTick = (value: number) =>
  value >= 100 ? value.toFixed(0) : String(Number(value.toFixed(value < 1 ? 3 : 2)));

const saidEnd = (value: number) => value.toFixed(value < 1 ? 3 : 2);

export function LossChart() {
  const version = useSource(metricSeries, redrawMs(metricSeries.steps.length));
  const { curves, references } = useLossCurves(version);
  const step = useLookedAt();
  const chosen = useRunView((v) => v.chosen);
  const kind = useRunView((v) => v.scale);
  const x = useStepDomain();
  const running = useRunStore((s) => s.status.phase === 'running');
  return (
    <Chart
      label="Loss"
      description={running ? 'The run is on; the table has the numbers.' : describeLosses(references)}
      curves={curves}
      references={references}
      x={x}
      kind={kind}
      formatY={saidTick}
      formatEnd={saidEnd}
      step={step}
      chosen={chosen}
      onStep={hoverStep}
      onChoose={chooseStep}
      snap={snapToStep}
      describeStep={(at) => sentenceOf(metricSeries.at(at))}
    >
      <TeachingNoteCard />
    </Chart>
  );
}
