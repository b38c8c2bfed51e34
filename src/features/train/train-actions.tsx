import { Pause, Play, RotateCcw, Square } from 'lucide-react';
import { useDataStore } from '@/state/data-store';
import { sampleCorpora, tryWithSample, useJourneyStore } from '@/state/journey';
import { useMissingForTraining } from '@/state/journey-readiness';
import { goTo } from '@/state/journey-route';
import { metricSeries } from '@/state/metric-series';
import { extendRun, pauseRun, restartTrainer, resumeRun, startRun, stopRun, useRunStore } from '@/state/run-store';
import { Button } from '@/ui/button';
import { formatCount } from '@/ui/format';
import { stepsToGo } from './steps-to-go';
import { verdictOf } from './verdict';

/** The one primary action, by the run's state; what else can be done stands quieter beside it. */
export function TrainActions() {
  const phase = useRunStore((s) => s.status.phase);
  const failed = useRunStore((s) => s.worker === 'failed');
  if (failed)
    return (
      <Button variant="primary" onPress={() => void restartTrainer()}>
        Restart the trainer
      </Button>
    );
  switch (phase) {
    case 'idle':
      return <StartActions />;
    case 'starting':
    case 'running':
      return (
        <>
          <Button variant="primary" icon={<Pause size={16} aria-hidden />} onPress={() => void pauseRun()}>
            Pause
          </Button>
          <StopButton />
        </>
      );
    case 'paused':
      return (
        <>
          <Button variant="primary" icon={<Play size={16} aria-hidden />} onPress={() => void resumeRun()}>
            Resume
          </Button>
          <StopButton />
        </>
      );
    case 'stopping':
      return (
        <Button variant="primary" isDisabled>
          Stopping
        </Button>
      );
    case 'finished':
    case 'failed':
      return <EndActions />;
  }
}

/** What a press draws by itself and what a start draws are two tasks. */
const startSoon = () => void setTimeout(startRun);

function StopButton() {
  return (
    <Button icon={<Square size={14} aria-hidden />} onPress={() => void stopRun()}>
      Stop
    </Button>
  );
}

function StartActions() {
  const missing = useMissingForTraining();
  const empty = useDataStore((s) => s.sources.length === 0 && s.imports.length === 0);
  const trying = useJourneyStore((s) => s.sampleId !== undefined);
  if (empty && sampleCorpora[0])
    return (
      <Button variant="primary" isDisabled={trying} onPress={() => void tryWithSample()}>
        {trying ? 'Preparing the sample' : 'Try with a sample'}
      </Button>
    );
  return (
    <Button variant="primary" icon={<Play size={16} aria-hidden />} missing={missing} onPress={startSoon}>
      Train
    </Button>
  );
}

function EndActions() {
  const status = useRunStore((s) => s.status);
  const config = useRunStore((s) => s.config);
  const dataset = useRunStore((s) => s.dataset);
  const missing = useMissingForTraining();
  const steps = stepsToGo(status, config);
  const going = `Continue for ${formatCount(steps)} steps`;
  const next =
    status.end === 'not a number'
      ? 'again'
      : status.phase === 'failed'
        ? 'continue'
        : verdictOf(
            status,
            metricSeries,
            dataset && { vocabularySize: dataset.tokenizer.vocabularySize, unigramLoss: dataset.unigramLoss },
          )?.next;
  const again = (variant: 'primary' | 'secondary') => (
    <Button
      variant={variant}
      icon={<RotateCcw size={15} aria-hidden />}
      missing={variant === 'primary' ? missing : undefined}
      isDisabled={missing !== undefined}
      onPress={startSoon}
    >
      Train again
    </Button>
  );
  const onward = (variant: 'primary' | 'secondary') => (
    <Button variant={variant} onPress={() => void extendRun(steps)}>
      {going}
    </Button>
  );
  if (next === 'again') return <>{again('primary')}</>;
  if (next === 'talk')
    return (
      <>
        <Button variant="primary" onPress={() => goTo('playground')}>
          Talk to it
        </Button>
        {onward('secondary')}
      </>
    );
  return (
    <>
      {onward('primary')}
      {again('secondary')}
    </>
  );
}
