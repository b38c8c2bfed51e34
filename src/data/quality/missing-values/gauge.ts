import { MISSING, TO_FILL } from '@/schema/row';
import { isMissing } from '../../cleaning/missing-values/missing';
import { about, type GaugeCode } from '../entry';
import { Tally } from '../tally';
import { missingValuesGauge } from '.';

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
          if (!isMissing(value) && value !== TO_FILL && value !== MISSING) continue;
          complete = false;
          tally.add(
            value === TO_FILL ? `${name} (to be filled in)` : value === MISSING ? `${name} (marked)` : name,
            document,
          );
        }
        if (complete) tally.add('nothing missing', document);
      },
      chapters: () => (rows === 0 ? [] : [tally.counts({ ...about(missingValuesGauge), unit: 'rows' })]),
    };
  },
};
