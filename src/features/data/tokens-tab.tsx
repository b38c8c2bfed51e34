import { tokenizers } from '@/data/tokenizers';
import { useDataStore } from '@/state/data-store';
import { setTokenizer, setTokenizerOption, suggestVocabulary } from '@/state/data-store-settings';
import { Button } from '@/ui/button';
import { formatCount } from '@/ui/format';
import { OptionForm } from '@/ui/option-form';
import { Panel } from '@/ui/panel';
import { Select } from '@/ui/select';
import { SplitPanel } from './split-panel';
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
