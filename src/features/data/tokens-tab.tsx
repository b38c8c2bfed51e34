import { SplitPanel } from './split-panel';
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
