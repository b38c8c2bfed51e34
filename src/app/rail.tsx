import { ChartSpline, Database, Layers, type LucideIcon, MessageSquareText, PackageOpen } from 'lucide-react';
import { memo } from 'react';
import type { Screen, Stage as StageName } from '@/state/journey-route';
import { type StageState, useStages } from '@/state/journey-stages';
import { classNames } from '@/ui/class-names';
import styles from './rail.module.css';

const STAGES: readonly { screen: StageName; label: string; icon: LucideIcon }[] = [
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
        {STAGES.map(({ screen, label, icon }) => {
          const { kind, text, share } = stages[screen];
          // Whole percents, as the words beside the ring: between them nothing is drawn again.
          const percent = share === undefined ? undefined : Math.floor(100 * share);
          const on = screen === current;
          return <Stage key={screen} {...{ screen, label, icon, on, kind, text, percent }} />;
        })}
      </ol>
      <p className={styles.private}>Everything stays in this browser.</p>
    </nav>
  );
}

interface StageProps {
  screen: StageName;
  label: string;
  icon: LucideIcon;
  on: boolean;
  kind: StageState['kind'];
  text: string;
  percent: number | undefined;
}

const Stage = memo(function Stage({ screen, label, icon: Icon, on, kind, text, percent }: StageProps) {
  return (
    <li>
      <a
        href={`#/${screen}`}
        aria-current={on ? 'page' : undefined}
        className={classNames(styles.stage, on && styles.current)}
      >
        <Icon size={19} strokeWidth={1.75} aria-hidden className={styles.icon} />
        <span className={styles.label}>{label}</span>
        <Mark kind={kind} percent={percent} />
        <span className={styles.state}>{text}</span>
      </a>
    </li>
  );
});

/** A ring that fills while something runs, a full dot when there is something, hollow when there is nothing. */
function Mark({ kind, percent = 25 }: Pick<StageProps, 'kind' | 'percent'>) {
  const around = 2 * Math.PI * 5;
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 14 14"
      aria-hidden="true"
      className={classNames(styles.mark, styles[kind])}
    >
      <circle cx="7" cy="7" r="5" fill="none" strokeWidth="2" className={styles.ground} />
      {kind === 'running' && (
        <circle
          cx="7"
          cy="7"
          r="5"
          fill="none"
          strokeWidth="2"
          stroke="currentColor"
          strokeDasharray={`${around * (percent / 100)} ${around}`}
          transform="rotate(-90 7 7)"
        />
      )}
      {(kind === 'ready' || kind === 'problem') && <circle cx="7" cy="7" r="3.5" fill="currentColor" />}
      {kind === 'done' && (
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
