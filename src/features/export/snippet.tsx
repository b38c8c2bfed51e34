import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import type { ExporterEntry } from '@/export/entry';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/panel';
import styles from './snippet.module.css';

/** A few lines that load it, to copy. */
export function Snippet({ entry }: { entry: ExporterEntry }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(entry.snippet);
      setCopied('yes');
    } catch {
      setCopied('refused');
    }
  };
  return (
    <Panel
      title="Use it"
      actions={
        <Button
          variant="quiet"
          icon={copied === 'yes' ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
          onPress={() => void copy()}
        >
          {copied === 'yes' ? 'Copied' : copied === 'refused' ? 'Not allowed: select it' : 'Copy'}
        </Button>
      }
    >
      <p className={styles.how}>
        Unpack the file to a folder <code>my-model</code>, then:
      </p>
      <pre className={styles.code}>
        <code>{entry.snippet}</code>
      </pre>
    </Panel>
  );
}
