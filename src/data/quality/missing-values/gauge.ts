import { TO_FILL } from '@/schema/row';
import { isMissing } from '../../cleaning/missing-values/missing';
import { about, type GaugeCode } from '../entry';
import { Tally } from '../tally';
import { missingValuesGauge } from '.';

/** As cleaning writes it. */
const MARK = '<|missing|>';

export const missingValuesGaugeCode: GaugeCode = {
  create() {
    const tally = new Tally();
    let rows = 0;
    return {
      part() {},
      row({ head, values }, document) {
        rows++;
        let complete = true;
        for (const [i, { name }] of head?.fields.entries() ?? []) {
          const value = values[i] ?? '';
          if (!isMissing(value) && value !== TO_FILL && value !== MARK) continue;
          complete = false;
          tally.add(
            value === TO_FILL ? `${name} (to be filled in)` : value === MARK ? `${name} (marked)` : name,
            document,
          );
        }
        if (complete) tally.add('nothing missing', document);
      },
      chapters: () => (rows === 0 ? [] : [tally.counts({ ...about(missingValuesGauge), unit: 'rows' })]),
    };
  },
};
