import { goTo } from '@/state/journey-route';
import { dismissRefusal, extendRun, restartTrainer, resumeRun, startRun, useRunStore } from '@/state/run-store';
import { setTrainingOption } from '@/state/settings-store';
import { Button } from '@/ui/button';
import { ErrorCard } from '@/ui/error-card';
import { formatNumber } from '@/ui/format';
import { stepsToGo } from './steps-to-go';

/** What went wrong, where it happened, each with one button that leads on. */
export function TrainProblems() {
  const { status, failure, refusal, silent, worker, config } = useRunStore();
  if (worker === 'failed' && failure)
    return (
      <ErrorCard error={failure} actions={<Button onPress={() => void restartTrainer()}>Restart the trainer</Button>} />
    );
  if (refusal) return <ErrorCard error={refusal} actions={<RefusalButton code={refusal.code} />} />;
  if (status.phase === 'failed' && status.error) {
    const rate = Number(config?.training.learningRate);
    const lower = Number((rate / 4).toPrecision(2));
    return (
      <ErrorCard
        error={status.error}
        actions={
          status.end === 'not a number' && lower > 0 ? (
            <Button
              onPress={() => {
                setTrainingOption('learningRate', lower);
                void startRun();
              }}
            >
              Train again at {formatNumber(lower)}
            </Button>
          ) : (
            <Button onPress={() => void extendRun(stepsToGo(status, config))}>Go on from the last checkpoint</Button>
          )
        }
      />
    );
  }
  if (silent)
    return (
      <ErrorCard
        severity="warning"
        error={{
          code: 'worker/train-slow',
          what: 'The trainer has not reported for half a minute',
          where: `step ${status.step}`,
          remedy: 'A long compilation or a busy GPU can do this. Wait, or restart it from its last checkpoint.',
        }}
        actions={<Button onPress={() => void restartTrainer()}>Restart the trainer</Button>}
      />
    );
  return null;
}

function RefusalButton({ code }: { code: string }) {
  const phase = useRunStore((s) => s.status.phase);
  if (code.startsWith('data/') || code === 'train/too-short' || code === 'train/no-data')
    return <Button onPress={() => goTo('data')}>Open Data</Button>;
  if (code === 'train/does-not-fit') return <Button onPress={() => goTo('model')}>Open Model</Button>;
  if (phase === 'paused') return <Button onPress={() => void resumeRun()}>Try again</Button>;
  return <Button onPress={dismissRefusal}>Close</Button>;
}
