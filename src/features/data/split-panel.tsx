import { splitChoices } from '@/data/split/split-kinds';
import type { SplitConfig } from '@/schema/dataset';
import { useDataStore } from '@/state/data-store';
import { setFold, setSplit } from '@/state/data-store-settings';
import { formatCount, formatPercent } from '@/ui/format';
import { NumberField } from '@/ui/number-field';
import { Panel } from '@/ui/panel';
import { Select } from '@/ui/select';
import { Slider } from '@/ui/slider';
import { LeakageSummary } from './leakage-summary';
import styles from './split-panel.module.css';

/** How documents are divided into training and validation, and whether the two have any in common. */
export function SplitPanel() {
  const split = useDataStore((s) => s.config.split);
  const sources = useDataStore((s) => s.sources);
  const sides = useDataStore((s) => (s.fresh ? s.dataset : undefined));
  const choices = splitChoices(sources);
  const chosen = choices.find(({ id }) => id === split.by);
  return (
    <Panel
      title="Split"
      aside={
        sides &&
        `${formatCount(sides.train.documents)} to train on, ${formatCount(sides.validation.documents)} held out`
      }
    >
      <Select
        label="Divide by"
        value={split.by}
        choices={choices}
        onChange={(by) => setSplit({ by: choices.find(({ id }) => id === by)?.id ?? 'document' })}
        help={chosen?.unavailable ?? chosen?.help}
      />
      <HeldOut split={split} />
      {split.by !== 'time' && (
        <NumberField
          label="Seed of the split"
          value={split.seed}
          onChange={(seed) => setSplit({ seed })}
          min={0}
          max={4294967295}
          integer
        />
      )}
      <LeakageSummary />
    </Panel>
  );
}

const MOST_FOLDS = 20;

/** A share of the documents, or one of so many folds. */
function HeldOut({ split }: { split: SplitConfig }) {
  const { fold, validationFraction, by } = split;
  return (
    <>
      <Select
        label="Held out for validation"
        value={fold ? 'fold' : 'share'}
        onChange={(id) => setFold(id === 'fold' ? { count: 5, turn: 1 } : undefined)}
        choices={[
          { id: 'share', label: 'A share' },
          {
            id: 'fold',
            label: 'One of k folds',
            help: 'For k-fold cross-validation.',
            ...(by === 'time' ? { unavailable: 'There are no folds by time.' } : {}),
          },
        ]}
      />
      {fold ? (
        <>
          <div className={styles.fold}>
            <NumberField
              label="Folds"
              value={fold.count}
              onChange={(count) => setFold({ count, turn: Math.min(fold.turn, count) })}
              min={2}
              max={MOST_FOLDS}
              integer
            />
            <NumberField
              label="Fold held out"
              value={fold.turn}
              onChange={(turn) => setFold({ ...fold, turn })}
              min={1}
              max={fold.count}
              integer
            />
          </div>
          <p className={styles.quiet}>
            Each fold is a data set of its own: train once for each and average the losses. Headless, --fold {fold.turn}
            /{fold.count} does the same.
          </p>
        </>
      ) : (
        <Slider
          label="Share held out"
          value={validationFraction}
          onChange={(share) => setSplit({ validationFraction: share })}
          min={0.01}
          max={0.5}
          step={0.01}
          format={formatPercent}
        />
      )}
    </>
  );
}
