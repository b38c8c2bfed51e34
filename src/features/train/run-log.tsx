import { memo } from 'react';
import { describeSplit } from '@/data/split/describe-split';
import { metricSeries } from '@/state/metric-series';
import { useRunStore } from '@/state/run-store';
import { changesBetween } from '@/state/run-store-changes';
import { useSource } from '@/ui/chart/use-source';
import { classNames } from '@/ui/class-names';
import { Tabs } from '@/ui/tabs';
import { logLines } from './log-lines';
import styles from './run-log.module.css';
import { saidLoss, saidStep } from './said';

export function RunLog({ className }: { className?: string | undefined }) {
  const earlier = useRunStore((s) => s.earlier);
  return (
    <section aria-label="Log and runs" className={classNames(styles.panel, className)}>
      {earlier.length === 0 ? (
        <>
          <h2 className={styles.title}>Log</h2>
          <Log />
        </>
      ) : (
        <Tabs
          label="Log and runs"
          className={styles.tabs}
          tabs={[
            { id: 'log', label: 'Log', content: <Log /> },
            { id: 'runs', label: `Runs, ${earlier.length + 1}`, content: <Runs /> },
          ]}
        />
      )}
    </section>
  );
}

/** What happened, newest first. */
function Log() {
  useSource(metricSeries, 500);
  const status = useRunStore((s) => s.status);
  const lines = logLines(metricSeries, status);
  if (lines.length === 0) return <p className={styles.none}>Evaluations and events are noted here.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label="Log">
      <ol className={styles.lines}>
        {lines.map((line) => (
          <Line key={line.key} step={line.step} text={line.text} />
        ))}
      </ol>
    </section>
  );
}

const Line = memo(function Line({ step, text }: { step: number; text: string }) {
  return (
    <li>
      <span className={styles.step}>{saidStep(step)}</span>
      <span>{text}</span>
    </li>
  );
});

/** Where only the split is another, that is what one wants to know. */
const otherData = (before: string | undefined, now: string | undefined) =>
  before === now || now === undefined ? 'other data' : `other data: ${now.charAt(0).toLowerCase()}${now.slice(1)}`;

/** This session's runs with what each changed of the one before. */
function Runs() {
  const { earlier, config, status, dataset } = useRunStore();
  const runs = [
    ...earlier,
    {
      runId: status.runId,
      name: status.name,
      config,
      bestLoss: status.best?.loss,
      datasetId: dataset?.id,
      split: dataset && describeSplit(dataset.preparation.split),
    },
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label="Runs of this session">
      <table className={styles.runs}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Changed</th>
            <th scope="col">Best</th>
          </tr>
        </thead>
        <tbody>
          {runs
            .map((run, i) => ({ run, before: runs[i - 1] }))
            .toReversed()
            .map(({ run, before }) => (
              <tr key={run.runId}>
                <th scope="row">{run.name}</th>
                <td>
                  {before?.config && run.config
                    ? [
                        ...(before.datasetId === run.datasetId ? [] : [otherData(before.split, run.split)]),
                        ...changesBetween(before.config, run.config).map((c) => `${c.label} ${c.to}`),
                      ].join(', ') || 'nothing'
                    : '–'}
                </td>
                <td>{saidLoss(run.bestLoss)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
