import { PackageOpen, Pause, Play, RotateCcw, Square } from 'lucide-react';
import { goTo } from '@/state/journey-route';
import { metricSeries } from '@/state/metric-series';
import { isOn, pauseRun, restartTrainer, resumeRun, stopRun, useRunStore } from '@/state/run-store';
import { Button } from '@/ui/button';
import { useSource } from '@/ui/chart/use-source';
import { classNames } from '@/ui/class-names';
import { formatCompact, formatCount, formatDuration } from '@/ui/format';
import styles from './run-bar.module.css';

const STATE = {
  starting: 'Starting',
  running: 'Running',
  paused: 'Paused',
  stopping: 'Stopping',
  failed: 'Failed',
  idle: '',
  finished: '',
} as const;

/** The first steps wait for shaders: what they say of the rest is wrong. */
const STEPS_FOR_ETA = 5;

/** The run, on every screen, while there is one. Everything it says is what the worker said last. */
export function RunBar() {
  const phase = useRunStore((s) => s.status.phase);
  const name = useRunStore((s) => s.status.name);
  if (!isOn(phase) && phase !== 'failed') return null;
  return (
    <section aria-label="Run" className={classNames(styles.bar, styles[phase])}>
      <Track />
      <p className={styles.state}>
        <span className={styles.light} aria-hidden />
        <b>{STATE[phase]}</b>
        <a href="#/train" className={styles.name}>
          {name}
        </a>
      </p>
      <Figures />
      <div className={styles.actions}>
        <Transport />
      </div>
    </section>
  );
}

/** Parts of their own for what changes with the steps: the buttons beside are not drawn again for it. */
function Track() {
  const share = useRunStore(({ status: { step, steps } }) => (steps > 0 ? Math.min(1, step / steps) : 0));
  return (
    <div className={styles.track} aria-hidden>
      <span style={{ scale: `${share.toFixed(4)} 1` }} />
    </div>
  );
}

function Figures() {
  const status = useRunStore((s) => s.status);
  const stopped = useRunStore((s) => s.worker === 'failed');
  useSource(metricSeries, 250);
  const { phase, step, steps, activity, error } = status;
  if (phase === 'failed') return <p className={styles.said}>{error?.what ?? 'The run could not go on'}</p>;
  if (phase === 'starting') return <p className={styles.said}>{activity}</p>;
  const { smoothed } = metricSeries.at();
  const running = phase === 'running' && !stopped;
  return (
    <dl className={styles.figures}>
      <Figure name="Step" value={`${formatCount(step)} of ${formatCount(steps)}`} />
      <Figure name="Loss" value={Number.isFinite(smoothed) ? smoothed.toFixed(3) : '–'} />
      {running && status.tokensPerSecond !== undefined && (
        <Figure name="Tokens/s" value={formatCompact(Number(status.tokensPerSecond.toPrecision(3)))} />
      )}
      {running && status.etaSeconds !== undefined && metricSeries.steps.length >= STEPS_FOR_ETA && (
        <Figure name="Left" value={formatDuration(status.etaSeconds)} />
      )}
      {status.device && <Figure name="On" value={status.device.name} wide />}
    </dl>
  );
}

function Figure({ name, value, wide }: { name: string; value: string; wide?: boolean }) {
  return (
    <div className={classNames(styles.figure, wide && styles.wide)}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Transport() {
  const phase = useRunStore((s) => s.status.phase);
  const weights = useRunStore((s) => s.status.best !== undefined);
  const dead = useRunStore((s) => s.worker === 'failed');
  if (dead)
    return (
      <Button icon={<RotateCcw size={15} aria-hidden />} onPress={() => void restartTrainer()}>
        Restart the trainer
      </Button>
    );
  if (phase === 'failed') return <Button onPress={() => goTo('train')}>Show</Button>;
  return (
    <>
      {phase === 'paused' ? (
        <Button icon={<Play size={15} aria-hidden />} onPress={() => void resumeRun()}>
          Resume
        </Button>
      ) : (
        <Button
          icon={<Pause size={15} aria-hidden />}
          isDisabled={phase === 'stopping'}
          onPress={() => void pauseRun()}
        >
          Pause
        </Button>
      )}
      <Button icon={<Square size={13} aria-hidden />} isDisabled={phase === 'stopping'} onPress={() => void stopRun()}>
        Stop
      </Button>
      <Button icon={<PackageOpen size={15} aria-hidden />} isDisabled={!weights} onPress={() => goTo('export')}>
        Export
      </Button>
    </>
  );
}
