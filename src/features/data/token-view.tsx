import { useEffect, useState } from 'react';
import { tokensOf, useDataStore } from '@/state/data-store';
import { formatCount } from '@/ui/format';
import { Panel } from '@/ui/panel';
import { TextField } from '@/ui/text-field';
import styles from './token-view.module.css';
import { visibleToken } from './visible-token';

type Token = Awaited<ReturnType<typeof tokensOf>>[number];
const WAIT_MS = 150;
const LONGEST = 2000;

/** How the tokenizer cuts a text, as one types it. */
export function TokenView() {
  const fresh = useDataStore((s) => s.fresh);
  const datasetId = useDataStore((s) => s.dataset?.id);
  const first = useDataStore((s) => s.report?.samples[0]?.text.trim().slice(0, 160)) ?? '';
  const [typed, setTyped] = useState<string>();
  const [tokens, setTokens] = useState<readonly Token[]>([]);
  const text = typed ?? first;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another data set cuts the same text in another way.
  useEffect(() => {
    if (!fresh) return;
    let current = true;
    const timer = setTimeout(() => {
      tokensOf(text.slice(0, LONGEST)).then(
        (cut) => current && setTokens(cut),
        // The worker's end is told in its own place.
        () => current && setTokens([]),
      );
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, fresh, datasetId]);
  const bytes = new TextEncoder().encode(text.slice(0, LONGEST)).length;
  return (
    <Panel
      title="How your text is cut"
      aside={
        fresh && tokens.length > 0
          ? `${formatCount(tokens.length)} tokens, ${(bytes / tokens.length).toFixed(2)} bytes each`
          : undefined
      }
    >
      <TextField label="Text to cut" value={text} onChange={setTyped} rows={3} mono />
      <p className={styles.tokens} aria-label={`${tokens.length} tokens`} role="img">
        {tokens.map((token, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token's place is its identity here.
          <span key={at} className={styles.token} title={`id ${token.id}`}>
            {visibleToken(token.text)}
          </span>
        ))}
      </p>
      {!fresh && <p className={styles.quiet}>Shown once the tokenizer is ready.</p>}
    </Panel>
  );
}
