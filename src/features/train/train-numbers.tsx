import { metricSeries } from '@/state/metric-series';
import { useRunStore } from '@/state/run-store';
import { useSource } from '@/ui/chart/use-source';
import { classNames } from '@/ui/class-names';
import { formatDuration } from '@/ui/format';
import { Stat, StatRow } from '@/ui/stat';
import { said, saidLoss, saidSpeed, saidStep } from './said';
import styles from './train-numbers.module.css';

/** The five numbers one watches. Four redraws a second: digits that change faster cannot be read. */
export function TrainNumbers({ className }: { className?: string | undefined }) {
  useSource(metricSeries, 250);
  const status = useRunStore((s) => s.status);
  const now = metricSeries.at();
  const { phase, best } = status;
  const running = phase === 'running';
  const speed = running ? (status.tokensPerSecond ?? now.tokensPerSecond) : now.tokensPerSecond;
  return (
    <StatRow className={classNames(styles.numbers, className)}>
      <Stat
        size="large"
        label="Training loss"
        mark="var(--series-train)"
        value={saidLoss(now.smoothed)}
        note={`this step ${saidLoss(now.training)}`}
      />
      <Stat
        size="large"
        label="Validation loss"
        mark="var(--series-validation)"
        value={saidLoss(now.validation)}
        note={best ? `best ${saidLoss(best.loss)}` : 'no evaluation yet'}
      />
      <Stat
        size="large"
        label="Bits per byte"
        value={saidLoss(now.bitsPerByte)}
        note={`perplexity ${said(now.perplexity)}`}
      />
      <Stat
        size="large"
        label="Tokens/s"
        value={saidSpeed(speed)}
        note={<span title={status.device?.name}>{status.device?.name ?? 'no run yet'}</span>}
      />
      <Stat
        size="large"
        label={running ? 'Time left' : 'Time'}
        value={
          running
            ? status.etaSeconds === undefined || metricSeries.steps.length < STEPS_FOR_ETA
              ? '–'
              : formatDuration(status.etaSeconds)
            : (TIME[phase] ?? elapsed(now.seconds))
        }
        note={
          status.steps > 0
            ? `${saidStep(status.step)} of ${saidStep(status.steps)}${status.steps < 10_000 ? ' steps' : ''}`
            : 'no run yet'
        }
      />
    </StatRow>
  );
}

/** The first steps wait for shaders: what they say of the rest is wrong. */
const STEPS_FOR_ETA = 5;
/** A paused run has no time left to tell. */
const TIME: Readonly<Record<string, string>> = { paused: 'Paused', starting: 'Starting', stopping: 'Stopping' };
const elapsed = (seconds: number) => (Number.isFinite(seconds) ? formatDuration(seconds) : '–');
