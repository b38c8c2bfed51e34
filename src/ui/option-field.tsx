import { RotateCcw } from 'lucide-react';
import type { NumberSpec, OptionSpec, OptionValue } from '@/base/options';
import field from './field.module.css';
import { formatNumber } from './format';
import { IconButton } from './icon-button';
import { InfoButton } from './info-button';
import { NumberField } from './number-field';
import styles from './option-form.module.css';
import { Select } from './select';
import { Slider } from './slider';
import { Switch } from './switch';
import { TextField } from './text-field';

interface Props {
  spec: OptionSpec;
  value: OptionValue;
  /** What a reset goes back to; the spec's default unless a preset says otherwise. */
  base: OptionValue;
  onChange: (value: OptionValue) => void;
  problem?: string | undefined;
  isDisabled?: boolean | undefined;
  /** Why it cannot be had here: a switch is then off, and disabled. */
  unavailable?: string | undefined;
}

/** One declared option: its control, its help and paper behind an info button, and a reset once it differs. */
export function OptionField({ spec, value, base, onChange, problem, unavailable, isDisabled = false }: Props) {
  const tools = (
    <>
      <InfoButton about={spec.label} help={spec.help} citation={spec.citation} />
      {value !== base && !isDisabled && (
        <IconButton
          label={`Reset ${spec.label} to ${typeof base === 'number' ? formatNumber(base) : base === '' ? 'empty' : String(base)}`}
          className={styles.reset}
          onPress={() => onChange(base)}
        >
          <RotateCcw size={14} aria-hidden />
        </IconButton>
      )}
    </>
  );
  switch (spec.type) {
    case 'number':
    case 'integer':
      return <NumberOption {...{ spec, onChange, problem, isDisabled, tools }} value={Number(value)} />;
    case 'toggle':
      return (
        <div className={field.field}>
          <div className={styles.toggle}>
            <Switch
              label={spec.label}
              isSelected={value === true && unavailable === undefined}
              onChange={onChange}
              isDisabled={isDisabled || unavailable !== undefined}
            />
            {tools}
          </div>
          {unavailable !== undefined && <p className={field.help}>{unavailable}</p>}
          {problem !== undefined && <p className={field.problem}>{problem}</p>}
        </div>
      );
    case 'choice':
      return (
        <Select
          label={spec.label}
          value={String(value)}
          onChange={onChange}
          choices={spec.choices}
          isDisabled={isDisabled}
          tools={tools}
        />
      );
    case 'text':
      return (
        <TextField
          label={spec.label}
          value={String(value)}
          onChange={onChange}
          problem={problem}
          isDisabled={isDisabled}
          tools={tools}
        />
      );
  }
}

interface NumberProps {
  spec: NumberSpec;
  value: number;
  onChange: (value: number) => void;
  problem: string | undefined;
  isDisabled: boolean;
  tools: React.ReactNode;
}

function NumberOption({ spec, value, onChange, problem, isDisabled, tools }: NumberProps) {
  const { label, min, max, step, unit } = spec;
  const integer = spec.type === 'integer';
  const range = { min, max, integer, ...(step === undefined ? {} : { step }) };
  // A seed has no order worth sliding along.
  const slides = max - min <= 1e7;
  return (
    <div className={styles.number}>
      <NumberField
        {...range}
        label={label}
        value={value}
        onChange={onChange}
        log={spec.scale === 'log'}
        unit={unit}
        problem={problem}
        isDisabled={isDisabled}
        tools={tools}
        className={styles.typed}
      />
      {slides && (
        <Slider
          {...range}
          label={`${label}, slider`}
          hideLabel
          value={value}
          onChange={onChange}
          scale={spec.scale}
          unit={unit}
          isDisabled={isDisabled}
          className={styles.slid}
        />
      )}
    </div>
  );
}
