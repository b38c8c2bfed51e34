import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useDataStore, vocabularyOf } from '@/state/data-store';
import { formatCount, formatPercent } from '@/ui/format';
import { IconButton } from '@/ui/icon-button';
import { Panel } from '@/ui/panel';
import { TextField } from '@/ui/text-field';
import type { VocabularyPage } from '@/workers/protocol';
import { visibleToken } from './visible-token';
import styles from './vocabulary.module.css';

const PAGE = 12;

/** Every token with how often the training side has it. */
export function Vocabulary() {
  const id = useDataStore((s) => (s.fresh ? s.dataset?.id : undefined));
  const [find, setFind] = useState('');
  const [from, setFrom] = useState(0);
  const [page, setPage] = useState<VocabularyPage>();
  useEffect(() => {
    if (!id) return;
    let current = true;
    vocabularyOf({ from, count: PAGE, find }).then(
      (found) => current && setPage(found),
      // The worker's end is told in its own place.
      () => current && setPage(undefined),
    );
    return () => {
      current = false;
    };
  }, [id, from, find]);
  if (!page) return null;
  const most = page.tokens[0]?.share ?? 1;
  return (
    <Panel
      title="Vocabulary"
      aside={`${formatCount(page.found)} tokens${page.unused > 0 && find === '' ? `, ${formatCount(page.unused)} never used` : ''}`}
      actions={
        page.found > PAGE && (
          <>
            <IconButton
              label="Commoner tokens"
              isDisabled={from === 0}
              onPress={() => setFrom(Math.max(0, from - PAGE))}
            >
              <ChevronLeft size={18} aria-hidden />
            </IconButton>
            <IconButton
              label="Rarer tokens"
              isDisabled={from + PAGE >= page.found}
              onPress={() => setFrom(from + PAGE)}
            >
              <ChevronRight size={18} aria-hidden />
            </IconButton>
          </>
        )
      }
    >
      <TextField
        label="Find tokens that hold"
        value={find}
        onChange={(text) => {
          setFind(text);
          setFrom(0);
        }}
        mono
      />
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Token</th>
            <th scope="col">Id</th>
            <th scope="col">Times</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {page.tokens.map(({ id: token, text, count, share }) => (
            <tr key={token}>
              <td className={styles.token}>
                <span style={{ backgroundSize: `${Math.min(100, (100 * share) / Math.max(most, 1e-12))}% 100%` }}>
                  {visibleToken(text)}
                </span>
              </td>
              <td>{token}</td>
              <td>{formatCount(count)}</td>
              <td>{formatPercent(share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
