import { ChartSpline, Database, Layers, type LucideIcon, MessageSquareText, PackageOpen } from 'lucide-react';
import type { Screen } from '@/state/journey-route';
import { type StageState, useStages } from '@/state/journey-stages';
import { classNames } from '@/ui/class-names';
import styles from './rail.module.css';

const STAGES: readonly { screen: Screen; label: string; icon: LucideIcon }[] = [
  { screen: 'data', label: 'Data', icon: Database },
  { screen: 'model', label: 'Model', icon: Layers },
  { screen: 'train', label: 'Train', icon: ChartSpline },
  { screen: 'playground', label: 'Playground', icon: MessageSquareText },
  { screen: 'export', label: 'Export', icon: PackageOpen },
];

/** The stages with what each has come to: a column at the left, a bar at the bottom of phones. */
export function Rail({ current }: { current: Screen }) {
  const stages = useStages();
  return (
    <nav id="stages" tabIndex={-1} aria-label="Stages" className={styles.rail}>
      <ol className={styles.list}>
        {STAGES.map(({ screen, label, icon: Icon }) => {
          const stage = stages[screen];
          return (
            <li key={screen}>
              <a
                href={`#/${screen}`}
                aria-current={screen === current ? 'page' : undefined}
                className={classNames(styles.stage, screen === current && styles.current)}
              >
                <Icon size={19} strokeWidth={1.75} aria-hidden className={styles.icon} />
                <span className={styles.label}>{label}</span>
                <Mark stage={stage} />
                <span className={styles.state}>{stage.text}</span>
              </a>
            </li>
          );
        })}
      </ol>
      <p className={styles.private}>Everything stays in this browser.</p>
    </nav>
  );
}

/** A ring that fills while something runs, a full dot when there is something, hollow when there is nothing. */
function Mark({ stage }: { stage: StageState }) {
  const around = 2 * Math.PI * 5;
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 14 14"
      aria-hidden="true"
      className={classNames(styles.mark, styles[stage.kind])}
    >
      <circle cx="7" cy="7" r="5" fill="none" strokeWidth="2" className={styles.ground} />
      {stage.kind === 'running' && (
        <circle
          cx="7"
          cy="7"
          r="5"
          fill="none"
          strokeWidth="2"
          stroke="currentColor"
          strokeDasharray={`${around * (stage.share ?? 0.25)} ${around}`}
          transform="rotate(-90 7 7)"
        />
      )}
      {(stage.kind === 'ready' || stage.kind === 'problem') && <circle cx="7" cy="7" r="3.5" fill="currentColor" />}
      {stage.kind === 'done' && (
        <path
          d="M3.600 7.200 6.200 9.700 10.600 4.600"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
        />
      )}
    </svg>
  );
}
