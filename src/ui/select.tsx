import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  ButtonContext,
  Label,
  ListBox,
  ListBoxItem,
  Select as Picker,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';
import { classNames } from './class-names';
import field from './field.module.css';
import styles from './select.module.css';

export interface SelectChoice {
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  /** Why it cannot be had here: it is shown, and cannot be chosen. */
  readonly unavailable?: string | undefined;
}
interface Props {
  label: string;
  value: string;
  onChange: (id: string) => void;
  choices: readonly SelectChoice[];
  help?: string | undefined;
  hideLabel?: boolean;
  isDisabled?: boolean;
  tools?: ReactNode;
  className?: string | undefined;
}

/** One of a few. */
export function Select({ label, value, onChange, choices, help, hideLabel, isDisabled, tools, className }: Props) {
  return (
    <Picker
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      isDisabled={isDisabled === true}
      className={classNames(field.field, className)}
    >
      <div className={hideLabel ? undefined : field.labelRow}>
        <Label className={hideLabel ? 'visually-hidden' : (field.label ?? '')}>{label}</Label>
        {/* Else a button among them would be taken for the one that opens the list. */}
        <ButtonContext.Provider value={null}>{tools}</ButtonContext.Provider>
      </div>
      <Button className={classNames(field.control, styles.trigger)}>
        <SelectValue className={styles.value ?? ''}>
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <ChevronDown size={16} aria-hidden />
      </Button>
      {help !== undefined && (
        <Text slot="description" className={field.help ?? ''}>
          {help}
        </Text>
      )}
      <Popover className={styles.popover ?? ''} offset={4}>
        <ListBox className={styles.list ?? ''}>
          {choices.map((choice) => (
            <ListBoxItem
              key={choice.id}
              id={choice.id}
              textValue={choice.label}
              isDisabled={choice.unavailable !== undefined}
              className={styles.item ?? ''}
            >
              <Text slot="label">{choice.label}</Text>
              {(choice.unavailable ?? choice.help) !== undefined && (
                <Text slot="description" className={field.help ?? ''}>
                  {choice.unavailable ?? choice.help}
                </Text>
              )}
              <Check size={16} aria-hidden className={styles.check} />
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Picker>
  );
}
