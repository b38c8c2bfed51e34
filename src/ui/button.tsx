import type { ReactNode } from 'react';
import { type ButtonProps, Button as Pressable } from 'react-aria-components';
import styles from './button.module.css';
import { classNames } from './class-names';

interface Props extends Omit<ButtonProps, 'children' | 'className' | 'style'> {
  children: ReactNode;
  /** One `primary` per screen. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 'regular' | 'large';
  icon?: ReactNode;
  /** What is missing: disables the button and is shown beside it. */
  missing?: string | undefined;
  className?: string | undefined;
}

export function Button({
  children,
  variant = 'secondary',
  size = 'regular',
  icon,
  missing,
  className,
  ...rest
}: Props) {
  const button = (
    <Pressable
      {...rest}
      isDisabled={missing !== undefined || rest.isDisabled === true}
      className={classNames(styles.button, styles[variant], size === 'large' && styles.large, className)}
    >
      {icon}
      <span>{children}</span>
    </Pressable>
  );
  if (missing === undefined) return button;
  return (
    <span className={styles.withReason}>
      {button}
      <span className={styles.reason}>{missing}</span>
    </span>
  );
}
