import { useState } from 'react';
import { cleaningSteps } from '@/data/cleaning';
import { useDataStore } from '@/state/data-store';
import { moveStep } from '@/state/data-store-settings';
import styles from './cleaning-pipeline.module.css';
import { CleaningStepRow } from './cleaning-step-row';
import { STEP_TYPE, StepHandle } from './step-handle';

/** The steps that are on, in order; moved by their handles, with the mouse or with the arrow keys. */
export function CleaningPipeline({ onQuality }: { onQuality: () => void }) {
  const all = useDataStore((s) => s.config.steps);
  const [over, setOver] = useState<string>();
  const [said, setSaid] = useState('');
  const steps = all.filter(({ on }) => on);
  const move = (from: number, to: number) => {
    const step = steps[from];
    if (!step || to < 0 || to >= steps.length) return;
    // What stands at its new place afterwards follows it; behind the last one nothing does.
    moveStep(step.id, steps[to > from ? to + 1 : to]?.id);
    setSaid(`${cleaningSteps.get(step.id).label} is step ${to + 1} of ${steps.length}`);
  };
  return (
    <>
      <ol className={styles.steps}>
        {steps.map((step, i) => (
          <li
            key={step.id}
            className={styles.step}
            data-over={over === step.id || undefined}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(STEP_TYPE)) return;
              event.preventDefault();
              setOver(step.id);
            }}
            onDragLeave={() => setOver(undefined)}
            onDrop={(event) => {
              setOver(undefined);
              const id = event.dataTransfer.getData(STEP_TYPE);
              const from = steps.findIndex((other) => other.id === id);
              if (from < 0) return;
              event.preventDefault();
              move(from, i);
            }}
          >
            <StepHandle
              id={step.id}
              label={cleaningSteps.get(step.id).label}
              place={i + 1}
              of={steps.length}
              onMove={(by) => move(i, i + by)}
            />
            <CleaningStepRow step={step} onQuality={onQuality} />
          </li>
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </>
  );
}
