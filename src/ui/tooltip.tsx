import type { ReactNode } from 'react';
import { Tooltip as Bubble, TooltipTrigger } from 'react-aria-components';
import styles from './tooltip.module.css';

interface Props {
  /** A focusable react-aria element. */
  children: ReactNode;
  text: string;
}

/** A name or a shortcut on hover and focus. Never the only place for something that matters. */
export function Tooltip({ children, text }: Props) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <Bubble offset={6} className={styles.bubble ?? ''}>
        {text}
      </Bubble>
    </TooltipTrigger>
  );
}
