import { type ReactNode, useEffect, useState } from 'react';
import { goTo, STAGES } from '@/state/journey-route';
import { pauseRun, resumeRun, useRunStore } from '@/state/run-store';
import { isTyping, takesSpace } from './is-typing';
import { ShortcutsDialog } from './shortcuts-dialog';

const KEY = 'loam.single-keys';

/** Single keys, outside fields only; they can be switched off (WCAG 2.1.4). */
export function useShortcuts(): { open: () => void; dialog: ReactNode } {
  const [isOpen, setOpen] = useState(false);
  const [on, setOn] = useState(() => localStorage.getItem(KEY) !== 'off');
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') {
        event.preventDefault();
        setOpen(true);
      }
      const screen = STAGES[Number(event.key) - 1];
      if (screen && !inDialog(event.target)) goTo(screen);
      if (event.key === ' ' && !event.repeat && !takesSpace(event.target)) {
        const { phase } = useRunStore.getState().status;
        if (phase !== 'running' && phase !== 'paused') return;
        event.preventDefault();
        void (phase === 'running' ? pauseRun() : resumeRun());
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [on]);
  const change = (next: boolean) => {
    localStorage.setItem(KEY, next ? 'on' : 'off');
    setOn(next);
  };
  return {
    open: () => setOpen(true),
    dialog: <ShortcutsDialog isOpen={isOpen} onOpenChange={setOpen} singleKeys={on} onSingleKeys={change} />,
  };
}

const inDialog = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('[role="dialog"], [role="alertdialog"]') !== null;
