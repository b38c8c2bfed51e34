import { FileJson2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { type ErrorReport, toReport } from '@/base/errors';
import { importTokenizer } from '@/state/data-store-settings';
import { Button } from '@/ui/button';
import { ErrorCard } from '@/ui/error-card';
import styles from './import-tokenizer.module.css';

/** A place for a `tokenizer.json` made elsewhere: chosen, or dropped right here. */
export function ImportTokenizer() {
  const [error, setError] = useState<ErrorReport>();
  const [reading, setReading] = useState(false);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setError(undefined);
    setReading(true);
    try {
      await importTokenizer(file, file.name);
    } catch (problem) {
      setError(toReport(problem, file.name));
    } finally {
      setReading(false);
    }
  };
  return (
    <section
      className={styles.place}
      aria-label="Import a tokenizer"
      // The window leaves drops on such a place alone.
      data-takes-files=""
      data-over={over || undefined}
      onDragOver={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        event.preventDefault();
        void take(event.dataTransfer.files[0]);
      }}
    >
      <Button
        variant="quiet"
        icon={<FileJson2 size={17} aria-hidden />}
        isDisabled={reading}
        onPress={() => input.current?.click()}
      >
        {reading ? 'Reading the file' : 'Import a tokenizer.json'}
      </Button>
      <p className={styles.quiet}>Made elsewhere, in Hugging Face’s format: choose it, or drop it here.</p>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Tokenizer to import"
        onChange={({ currentTarget }) => {
          void take(currentTarget.files?.[0]);
          currentTarget.value = '';
        }}
      />
      {error && <ErrorCard error={error} className={styles.error} />}
    </section>
  );
}
