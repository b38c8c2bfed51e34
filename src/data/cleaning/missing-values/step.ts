import { parseOptions } from '@/base/options';
import { MISSING, TO_FILL } from '@/schema/row';
import { type CleaningCode, drop, KEEP } from '../entry';
import { missingValues } from '.';
import { isMissing } from './missing';

/** A field that begins with so many characters that may stand for nothing is none: it is passed on. */
const LONGEST = 64;

export const missingValuesCode: CleaningCode = {
  create(options) {
    const { action } = parseOptions(missingValues.options, options).values;
    /** The beginning of a field that so far may be nothing. */
    let held: string | undefined;
    return {
      part(text, { first, last, field, row, rescued }) {
        if (!field) return KEEP;
        if (first) held = '';
        if (held === undefined) return KEEP;
        held += text;
        const mayBe = held.length <= LONGEST || held.trim() === '';
        if (!last && mayBe) return rescued ? KEEP : { kind: 'change', text: '' };
        const whole = held;
        held = undefined;
        if (!last || !isMissing(whole)) return rescued ? KEEP : { kind: 'change', text: whole };
        // Half a pair, or nothing heard of nobody, teaches nothing: it is not made up.
        const fixed = row?.shape === 'pairs' || field.role === 'items';
        if (action === 'drop' || fixed) return drop(field.role === 'label' ? 'missing label' : 'missing text');
        return { kind: 'change', text: action === 'fill' ? TO_FILL : MISSING };
      },
    };
  },
};
