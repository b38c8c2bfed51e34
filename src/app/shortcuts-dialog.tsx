import { Dialog } from '@/ui/dialog';
import { Switch } from '@/ui/switch';
import styles from './shortcuts-dialog.module.css';

interface Props {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  singleKeys: boolean;
  onSingleKeys: (on: boolean) => void;
}

const SHORTCUTS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['Space'], 'Pause or resume the run'],
  [['1', '–', '5'], 'Data, Model, Train, Playground, Export'],
  [['Ctrl', 'V'], 'Paste text or files as a source, outside fields'],
  [['↑', '↓'], 'Change a number or a handle by one step'],
  [['←', '→'], 'Move the crosshair on a chart'],
  [['?'], 'This list'],
];

export function ShortcutsDialog({ isOpen, onOpenChange, singleKeys, onSingleKeys }: Props) {
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onOpenChange={onOpenChange}>
      <dl className={styles.list}>
        {SHORTCUTS.map(([keys, what]) => (
          <div key={what} className={styles.row}>
            <dt>{keys.map((key) => (key === '–' ? key : <kbd key={key}>{key}</kbd>))}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Switch label="Single-key shortcuts" isSelected={singleKeys} onChange={onSingleKeys} />
    </Dialog>
  );
}
