import { type RefObject, useEffect, useRef } from 'react';
import type { Screen } from '@/state/journey-route';

/** After a change of screen the focus goes to its heading, so that a screen reader says where one is; not on the first screen. */
export function useFocusHeading(main: RefObject<HTMLElement | null>, screen: Screen): void {
  const shown = useRef(screen);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    const root = main.current;
    if (!root) return;
    root.scrollTop = 0;
    const focus = () => {
      const heading = root.querySelector('h1');
      if (!heading) return false;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      return true;
    };
    if (focus()) return;
    // The screen's code is still on its way.
    const observer = new MutationObserver(() => focus() && observer.disconnect());
    observer.observe(root, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [main, screen]);
}
