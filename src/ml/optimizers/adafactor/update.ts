import { parseOptions } from '@/base/options';
import { adafactor } from '@/gpu/ops/adafactor';
import type { OptimizerCode } from '../entry';
import { slotOf } from '../slot';
import { adafactorOptions } from '.';

export const adafactorCode: OptimizerCode = {
  update({ layout, parameters, gradient, state, decayed }, { options, learningRate, step, gradientScale }) {
    const settings = parseOptions(adafactorOptions, options).values;
    const [rows, columns, full] = [slotOf(state, 'rows'), slotOf(state, 'columns'), slotOf(state, 'full')];
    adafactor(
      {
        parameter: parameters,
        gradient,
        rows: rows.values,
        columns: columns.values,
        full: full.values,
        gradientScale,
      },
      { layout, rows: rows.layout, columns: columns.layout, full: full.layout },
      decayed,
      { ...settings, learningRate, step },
    );
  },
};
