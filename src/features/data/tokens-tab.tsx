import { tokenizers } from '@/data/tokenizers';
import { useDataStore } from '@/state/data-store';
import { setSplit, setTokenizer, setTokenizerOption, suggestVocabulary } from '@/state/data-store-settings';
import { Button } from '@/ui/button';
import { formatCount, formatPercent } from '@/ui/format';
import { NumberField } from '@/ui/number-field';
import { OptionForm } from '@/ui/option-form';
import { Panel } from '@/ui/panel';
import { Select } from '@/ui/select';
import { Slider } from '@/ui/slider';
import { TokenBudget } from './token-budget';
import { TokenView } from './token-view';
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

function TokenizerPanel() {
  const tokenizer = useDataStore((s) => s.config.tokenizer);
  const chosen = useDataStore((s) => s.vocabularyChosen);
  const actual = useDataStore((s) => (s.fresh ? s.dataset?.tokenizer.vocabularySize : undefined));
  const entry = tokenizers.get(tokenizer.id);
  return (
    <Panel title="Tokenizer" aside={actual ? `${formatCount(actual)} tokens` : undefined}>
      <Select
        label="Kind"
        value={tokenizer.id}
        onChange={setTokenizer}
        choices={tokenizers.entries.map(({ id, label, help }) => ({ id, label, help }))}
        help={entry.help}
      />
      <OptionForm specs={entry.options} values={tokenizer.options} onChange={setTokenizerOption} />
      {'vocabularySize' in entry.options &&
        (chosen ? (
          <Button variant="quiet" className={styles.suit} onPress={suggestVocabulary}>
            Take the size that suits this corpus
          </Button>
        ) : (
          <p className={styles.quiet}>Chosen to suit the amount of text.</p>
        ))}
    </Panel>
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
