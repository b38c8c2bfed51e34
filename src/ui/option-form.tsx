import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { OptionProblem, OptionSpecs, OptionValue } from '@/base/options';
import { classNames } from './class-names';
import { OptionField } from './option-field';
import styles from './option-form.module.css';

interface Props {
  specs: OptionSpecs;
  values: Readonly<Record<string, OptionValue>>;
  onChange: (name: string, value: OptionValue) => void;
  /** What resets go back to (a preset); the specs' defaults otherwise. */
  base?: Readonly<Record<string, OptionValue>>;
  problems?: readonly OptionProblem[];
  /** Options shown elsewhere. */
  hidden?: readonly string[];
  isDisabled?: boolean;
  /** Options that cannot be had here, each with a short reason. */
  unavailable?: Readonly<Record<string, string>>;
  /** `split` keeps advanced options behind a disclosure; `all` shows everything in one list. */
  advanced?: 'split' | 'all';
  /** Columns where there is room. */
  columns?: 1 | 2;
  className?: string | undefined;
}

/** The form that a set of declared options makes by itself. */
export const OptionForm = memo(function OptionForm({ advanced = 'split', columns = 1, className, ...props }: Props) {
  const names = Object.keys(props.specs).filter((name) => !props.hidden?.includes(name));
  const isAdvanced = (name: string) => advanced === 'split' && props.specs[name]?.advanced === true;
  const first = names.filter((name) => !isAdvanced(name));
  const rest = names.filter(isAdvanced);
  const grid = classNames(styles.form, columns === 2 && styles.two);
  return (
    <div className={classNames(styles.all, className)}>
      {first.length > 0 && <Fields {...props} names={first} className={grid} />}
      {rest.length > 0 && (
        <Disclosure className={styles.disclosure ?? ''}>
          <Heading level={3}>
            <Button slot="trigger" className={styles.trigger ?? ''}>
              <ChevronRight size={16} aria-hidden />
              Advanced
            </Button>
          </Heading>
          <DisclosurePanel className={styles.panel ?? ''}>
            <Fields {...props} names={rest} className={grid} />
          </DisclosurePanel>
        </Disclosure>
      )}
    </div>
  );
});

function Fields(props: Omit<Props, 'className'> & { names: readonly string[]; className: string }) {
  return (
    <div className={props.className}>
      {props.names.map((name) => {
        const spec = props.specs[name];
        if (!spec) return null;
        return (
          <OptionField
            key={name}
            spec={spec}
            value={props.values[name] ?? spec.default}
            base={props.base?.[name] ?? spec.default}
            onChange={(value) => props.onChange(name, value)}
            problem={props.problems?.find((p) => p.option === name)?.message}
            isDisabled={props.isDisabled}
            unavailable={props.unavailable?.[name]}
          />
        );
      })}
    </div>
  );
}
