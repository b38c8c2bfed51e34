import { addFromWeb } from '@/state/fetch-url';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import styles from './fetch-dialog.module.css';

interface Props {
  /** What would be fetched; the dialog is open while there is one. */
  address: URL | undefined;
  onClose: (fetched: boolean) => void;
}

/** The one question before the one request that the studio ever makes: what is asked of whom, and who sees what. */
export function FetchDialog({ address, onClose }: Props) {
  return (
    <Dialog
      title="Ask another host for a file?"
      role="alertdialog"
      isOpen={address !== undefined}
      onOpenChange={(open) => {
        if (!open) onClose(false);
      }}
      actions={
        <>
          <Button onPress={() => onClose(false)}>No</Button>
          <Button
            variant="primary"
            onPress={() => {
              if (address) void addFromWeb(address);
              onClose(true);
            }}
          >
            Yes, fetch it
          </Button>
        </>
      }
    >
      {address && <Question address={address} />}
    </Dialog>
  );
}

function Question({ address }: { address: URL }) {
  return (
    <div className={styles.question}>
      <p>Yes sends one request, for this file:</p>
      <p className={styles.address}>{address.href}</p>
      <ul className={styles.list}>
        <li>
          <strong>{address.host}</strong> will see your IP address, what every request of this browser tells (its name
          and language), and that a page at {location.origin} asked.
        </li>
        <li>It may pass the request on to another host, which then sees the same. The source will say which.</li>
        <li>No cookies and no login are sent. Nothing else leaves this browser: no text, no model, no settings.</li>
      </ul>
      <p className={styles.quiet}>
        The file is then read here like one that you drop. Hosts that do not let other pages read their files refuse.
      </p>
    </div>
  );
}
