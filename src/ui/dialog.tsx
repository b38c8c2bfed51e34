import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Heading, Modal, ModalOverlay, Dialog as Window } from 'react-aria-components';
import { classNames } from './class-names';
import styles from './dialog.module.css';
import { IconButton } from './icon-button';

interface Props {
  title: string;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
  /** At the end, right-aligned. */
  actions?: ReactNode;
  /** `alertdialog` interrupts: it cannot be dismissed by clicking outside. */
  role?: 'dialog' | 'alertdialog';
  /** For two things side by side. */
  wide?: boolean;
}

export function Dialog({ title, isOpen, onOpenChange, children, actions, role = 'dialog', wide = false }: Props) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={role === 'dialog'}
      className={styles.scrim ?? ''}
    >
      <Modal className={classNames(styles.modal, wide && styles.wide)}>
        <Window role={role} className={styles.dialog ?? ''}>
          <header className={styles.head}>
            <Heading slot="title" level={2} className={styles.title ?? ''}>
              {title}
            </Heading>
            <IconButton label="Close" onPress={() => onOpenChange(false)}>
              <X size={18} aria-hidden />
            </IconButton>
          </header>
          <div className={styles.body}>{children}</div>
          {actions !== undefined && <footer className={styles.actions}>{actions}</footer>}
        </Window>
      </Modal>
    </ModalOverlay>
  );
}
