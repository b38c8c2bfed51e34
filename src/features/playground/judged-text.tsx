import { Fragment, type KeyboardEvent, useRef } from 'react';
import { formatPercent } from '@/ui/format';
import type { TokenJudgement } from '@/workers/protocol';
import styles from './judge.module.css';
import { levelOf } from './level-of';
import { shownToken } from './shown-token';

interface Props {
  tokens: readonly TokenJudgement[];
  selected: number | undefined;
  onSelect: (index: number) => void;
}

/** One stop in the order of focus; the arrow keys move from token to token. Beneath each token that was not the first guess, the guess. */
export function JudgedText({ tokens, selected, onSelect }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const current = Math.min(selected ?? 0, tokens.length - 1);
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 10, ArrowLeft: -1, ArrowUp: -10 }[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? tokens.length - 1 : by && current + by;
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(tokens.length - 1, to));
    onSelect(next);
    list.current?.querySelectorAll<HTMLElement>('button')[next]?.focus();
  };
  return (
    <div ref={list} className={styles.text} role="toolbar" aria-label="Held-out text, token by token" onKeyDown={move}>
      {tokens.map((token, i) => {
        const first = token.top[0];
        const right = first?.text === token.text;
        const shown = shownToken(token.text);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in the text.
          <Fragment key={i}>
            <button
              type="button"
              tabIndex={i === current ? 0 : -1}
              data-level={levelOf(token.probability)}
              aria-pressed={i === selected}
              aria-label={`${spoken(token.text)}, ${formatPercent(token.probability)}${right ? ', as guessed' : first ? `, guessed ${spoken(first.text)}` : ''}`}
              className={styles.token}
              onClick={() => onSelect(i)}
              onFocus={(event) => {
                if (event.currentTarget.matches(':focus-visible')) onSelect(i);
              }}
            >
              <span className={styles.word}>{shown}</span>
              <span className={styles.guess}>{right || !first ? '\u00a0' : shownToken(first.text)}</span>
            </button>
            {token.text.includes('\n') && <br />}
          </Fragment>
        );
      })}
    </div>
  );
}

const spoken = (text: string) => (text.trim() === '' ? (text.includes('\n') ? 'line feed' : 'space') : text);
