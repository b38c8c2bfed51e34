import { formatPercent } from '@/ui/format';
import type { TokenJudgement } from '@/workers/protocol';
import styles from './judge.module.css';
import { shownToken } from './shown-token';

/** What the model would have said at one place: its ten best guesses. */
export function TokenDetails({ token }: { token: TokenJudgement | undefined }) {
  return (
    <section aria-label="Guesses" className={styles.details} aria-live="polite">
      {token === undefined ? (
        <p className={styles.hint}>Choose a token to see the model’s ten best guesses for it.</p>
      ) : (
        <>
          <h2 className={styles.chosen}>
            <code>{shownToken(token.text)}</code> <span>{formatPercent(token.probability)}</span>
          </h2>
          <ol className={styles.guesses}>
            {token.top.map((guess) => (
              <li key={guess.text} data-right={guess.text === token.text || undefined}>
                <code>{shownToken(guess.text)}</code>
                <span className={styles.bar} aria-hidden>
                  <span style={{ width: `${100 * guess.probability}%` }} />
                </span>
                <span>{formatPercent(guess.probability)}</span>
              </li>
            ))}
          </ol>
          {!token.top.some((guess) => guess.text === token.text) && (
            <p className={styles.hint}>The token that came is not among its ten best guesses.</p>
          )}
        </>
      )}
    </section>
  );
}
