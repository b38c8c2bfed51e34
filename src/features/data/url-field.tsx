import { Globe } from 'lucide-react';
import { useState } from 'react';
import { type ErrorReport, toReport } from '@/base/errors';
import { webAddress } from '@/base/web-address';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/text-field';
import { FetchDialog } from './fetch-dialog';
import styles from './url-field.module.css';

/** A file by its address. Nothing is asked for before the dialog's yes. */
export function UrlField() {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<ErrorReport>();
  const [address, setAddress] = useState<URL>();
  const ask = () => {
    try {
      setProblem(undefined);
      setAddress(webAddress(text));
    } catch (error) {
      setProblem(toReport(error, text));
    }
  };
  return (
    <>
      <form
        className={styles.form}
        // What is wrong is said by us, in a sentence.
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') ask();
        }}
      >
        <TextField
          label="File on the web"
          hideLabel
          value={text}
          onChange={(typed) => {
            setText(typed);
            setProblem(undefined);
          }}
          placeholder="https://host/file.txt"
          mono
          problem={problem && `${problem.what}. ${problem.remedy}`}
          className={styles.field}
        />
        <Button type="submit" variant="quiet" icon={<Globe size={17} aria-hidden />} isDisabled={text.trim() === ''}>
          Fetch
        </Button>
      </form>
      <FetchDialog
        address={address}
        onClose={(fetched) => {
          setAddress(undefined);
          if (fetched) setText('');
        }}
      />
    </>
  );
}
