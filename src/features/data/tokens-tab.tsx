import { useDataStore } from '@/state/data-store';
import { setSplit } from '@/state/data-store-settings';
import { formatPercent } from '@/ui/format';
import { NumberField } from '@/ui/number-field';
import { Panel } from '@/ui/panel';
import { Slider } from '@/ui/slider';
import { TokenBudget } from './token-budget';
import { TokenView } from './token-view';
import { TokenizerPanel } from './tokenizer-panel';
import styles from './tokens-tab.module.css';
import { Vocabulary } from './vocabulary';

/** How the text is split and cut into tokens, and whether there are enough of them. */
export function TokensTab() {
  return (
    <div className={styles.tab}>
      <div className={styles.column}>
        <TokenBudget />
        <TokenView />
        <Vocabulary />
      </div>
      <div className={styles.column}>
        <TokenizerPanel />
        <SplitPanel />
      </div>
    </div>
  );
}

function SplitPanel() {
  const split = useDataStore((s) => s.config.split);
  const single = useDataStore((s) => s.report?.documents === 1);
  return (
    <Panel title="Split">
      <Slider
        label="Held out for validation"
        value={split.validationFraction}
        onChange={(validationFraction) => setSplit({ validationFraction })}
        min={0.01}
        max={0.5}
        step={0.01}
        format={formatPercent}
      />
      <NumberField
        label="Seed"
        value={split.seed}
        onChange={(seed) => setSplit({ seed })}
        min={0}
        max={4294967295}
        integer
        help={
          single ? 'A single document is split by a contiguous block.' : 'Split by document: none is on both sides.'
        }
      />
    </Panel>
  );
}
