import { estimateSeconds, useDeviceStore } from '@/state/device-store';
import { useModelFacts } from '@/state/journey-readiness';
import { formatBytes, formatCompact, formatCount, formatPercent } from '@/ui/format';
import { Panel } from '@/ui/panel';
import { Stat } from '@/ui/stat';
import { LargestTensors } from './largest-tensors';
import styles from './model-numbers.module.css';

/** Radford et al. 2019 as released: 124,439,808 parameters. */
const GPT2_SMALL = 124_439_808;

/** What the shape comes to: size, memory, work, time. */
export function ModelNumbers() {
  const facts = useModelFacts();
  const report = useDeviceStore((s) => s.report);
  const measured = useDeviceStore((s) => s.measured);
  const time = estimateSeconds({ ...(report ? { report } : {}), ...(measured ? { measured } : {}) }, facts.totalFlops);
  const share = facts.parameters / GPT2_SMALL;
  const { memory } = facts;
  return (
    <Panel title="What it comes to">
      <dl className={styles.numbers} aria-live="polite">
        <Stat
          label="Parameters"
          size="large"
          value={formatCount(facts.parameters)}
          note={
            share < 1
              ? `${formatPercent(share)} of GPT-2 small’s 124 M`
              : `${share.toFixed(1)} times GPT-2 small’s 124 M`
          }
          className={styles.wide}
        />
        <Stat
          label={report?.kind === 'cpu' ? 'Memory while training' : 'GPU memory'}
          value={facts.plan ? formatBytes(facts.plan.totalBytes) : `about ${formatBytes(memory.total)}`}
          note={
            facts.plan
              ? `${formatBytes(facts.plan.stateBytes)} weights and optimizer; ${formatCount(facts.plan.dispatches)} dispatches a step`
              : `${formatBytes(memory.activations)} of it activations`
          }
        />
        <Stat label="Download" value={formatBytes(memory.downloadBytes)} note="model.safetensors, float32" />
        <Stat label="Work a token" value={`${formatCompact(facts.flopsPerToken)}FLOP`} note="forward and backward" />
        <Stat
          label="Training time"
          value={time ? rangeOf(time) : '–'}
          note={
            time
              ? `${formatCount(facts.steps)} steps, from an earlier run here`
              : 'known after a first run on this machine'
          }
        />
      </dl>
      {facts.plan && <LargestTensors plan={facts.plan} />}
      {!facts.vocabularyKnown && (
        <p className={styles.assumed}>With 1,024 tokens in the vocabulary, until there are data.</p>
      )}
    </Panel>
  );
}

/** "2 to 5 min". */
function rangeOf({ from, to }: { from: number; to: number }): string {
  if (to < 90) return `${Math.max(1, Math.round(from))} to ${Math.max(2, Math.round(to))} s`;
  if (to < 5400) return `${Math.max(1, Math.round(from / 60))} to ${Math.max(2, Math.round(to / 60))} min`;
  return `${(from / 3600).toFixed(1)} to ${(to / 3600).toFixed(1)} h`;
}
