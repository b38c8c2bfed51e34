import { Info } from 'lucide-react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import styles from './info-button.module.css';

interface Props {
  /** What is explained: "Learning rate". */
  about: string;
  help: string;
  citation?: string | undefined;
}

/** One sentence of help and its paper, on demand. */
export function InfoButton({ about, help, citation }: Props) {
  return (
    <DialogTrigger>
      <Button aria-label={`About ${about}`} className={styles.button ?? ''}>
        <Info size={15} aria-hidden />
      </Button>
      <Popover offset={2} className={styles.popover ?? ''}>
        <Dialog aria-label={about} className={styles.dialog ?? ''}>
          <p>{help}</p>
          {citation !== undefined && <p className={styles.citation}>{citation}</p>}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
