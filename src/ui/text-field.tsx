import type { ReactNode } from 'react';
import { TextField as Field, FieldError, Input, Label, Text, TextArea } from 'react-aria-components';
import { classNames } from './class-names';
import styles from './field.module.css';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string | undefined;
  help?: string | undefined;
  problem?: string | undefined;
  /** Rows; more than one makes a text area. */
  rows?: number;
  mono?: boolean;
  hideLabel?: boolean;
  isDisabled?: boolean;
  tools?: ReactNode;
  className?: string | undefined;
}

export function TextField(props: Props) {
  const { label, value, onChange, placeholder, help, problem, rows = 1, mono = false } = props;
  const look = classNames(styles.control, mono && styles.mono);
  return (
    <Field
      value={value}
      onChange={onChange}
      isInvalid={problem !== undefined}
      isDisabled={props.isDisabled === true}
      className={classNames(styles.field, props.className)}
    >
      <div className={props.hideLabel ? undefined : styles.labelRow}>
        <Label className={props.hideLabel ? 'visually-hidden' : (styles.label ?? '')}>{label}</Label>
        {props.tools}
      </div>
      {rows > 1 ? (
        <TextArea rows={rows} className={look} {...(placeholder === undefined ? {} : { placeholder })} />
      ) : (
        <Input className={look} {...(placeholder === undefined ? {} : { placeholder })} />
      )}
      {help !== undefined && problem === undefined && (
        <Text slot="description" className={styles.help ?? ''}>
          {help}
        </Text>
      )}
      <FieldError className={styles.problem ?? ''}>{problem}</FieldError>
    </Field>
  );
}
