import { PackageOpen } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { goTo } from '@/state/journey-route';
import { metricSeries } from '@/state/metric-series';
import { setPrompt, write } from '@/state/playground-store';
import { useRunStore } from '@/state/run-store';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/text-field';
import { verdictOf } from './verdict';
import styles from './verdict-panel.module.css';

/** At the end: what came of it, and the ways out. */
export function VerdictPanel() {
  const status = useRunStore((s) => s.status);
  const dataset = useRunStore((s) => s.dataset);
  const [prompt, setText] = useState('');
  const verdict = verdictOf(
    status,
    metricSeries,
    dataset && { vocabularySize: dataset.tokenizer.vocabularySize, unigramLoss: dataset.unigramLoss },
  );
  if (!verdict) return null;
  const talk = (event: FormEvent) => {
    event.preventDefault();
    setPrompt(prompt);
    goTo('playground');
    void write();
  };
  return (
    <section aria-label="Verdict" className={styles.verdict}>
      <p className={styles.sentence}>{verdict.sentence}</p>
      {status.best && (
        <div className={styles.exits}>
          <form className={styles.talk} onSubmit={talk}>
            <TextField label="Prompt" hideLabel placeholder="Talk to it" value={prompt} onChange={setText} />
            <Button type="submit">Write</Button>
          </form>
          <Button icon={<PackageOpen size={16} aria-hidden />} onPress={() => goTo('export')}>
            Export
          </Button>
        </div>
      )}
    </section>
  );
}
