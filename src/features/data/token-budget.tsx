import { useDataStore } from '@/state/data-store';
import { tokenBudget } from '@/state/journey-budget';
import { useModelFacts } from '@/state/journey-readiness';
import { classNames } from '@/ui/class-names';
import { formatCompact, formatPercent } from '@/ui/format';
import { Panel } from '@/ui/panel';
import styles from './token-budget.module.css';

/** Tokens at hand against what a model of the chosen size wants, and what will happen. */
export function TokenBudget() {
  const tokens = useDataStore((s) => (s.fresh ? s.dataset?.train.tokens : undefined));
  const facts = useModelFacts();
  if (tokens === undefined) return null;
  const budget = tokenBudget(tokens, facts.parameters, facts.steps * facts.tokensPerStep);
  return (
    <Panel title="Enough text" aside={`for ${formatCompact(facts.parameters)} parameters`}>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers let nobody style a <meter>. */}
      <div
        role="meter"
        aria-label="Training tokens against what this model wants"
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={Math.min(1, budget.share)}
        aria-valuetext={formatPercent(budget.share)}
        className={styles.track}
      >
        <span
          className={classNames(styles.fill, budget.share < 0.25 && styles.thin)}
          style={{ width: `max(3px, ${Math.min(100, budget.share * 100)}%)` }}
        />
      </div>
      <p className={styles.numbers}>
        <span>
          {formatCompact(tokens)} training tokens, {formatPercent(budget.share)}
        </span>
        <span className={styles.wanted}>
          {formatCompact(budget.wantedTokens)} wanted: 20 a parameter (Hoffmann et al. 2022)
        </span>
      </p>
      <p>{budget.verdict}</p>
      <p className={styles.wanted}>
        The planned run reads the training text{' '}
        {budget.epochs < 10 ? budget.epochs.toFixed(1) : Math.round(budget.epochs)} times.
      </p>
    </Panel>
  );
}
