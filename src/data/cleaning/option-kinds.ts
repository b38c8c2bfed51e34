import type { NumberSpec, TextSpec, ToggleSpec } from '@/base/options';

/** Kinds of options that many steps have. */

export const share = (label: string, value: number, help: string): NumberSpec => ({
  type: 'number',
  label,
  help,
  default: value,
  min: 0,
  max: 1,
  step: 0.01,
});

export const whole = (label: string, value: number, max: number, help: string, unit?: string): NumberSpec => ({
  type: 'integer',
  label,
  help,
  default: value,
  min: 0,
  max,
  ...(unit === undefined ? {} : { unit }),
});

export const toggle = (label: string, value: boolean, help: string): ToggleSpec => ({
  type: 'toggle',
  label,
  help,
  default: value,
});

export const words = (label: string, value: string, help: string): TextSpec => ({
  type: 'text',
  label,
  help,
  default: value,
});

export const advanced = <S extends object>(spec: S) => ({ ...spec, advanced: true }) as const;
