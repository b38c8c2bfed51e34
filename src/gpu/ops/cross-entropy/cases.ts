import { constant, floats, ids, input, type OpCase, type OpInput } from '../../testing/op-case';
import { crossEntropy, crossEntropyLoss } from '.';
import { crossEntropyReference } from './reference';

interface Settings {
  readonly ignored?: readonly number[];
  readonly ignoreIndex?: number;
  /** The target of the ignored rows, if not `ignoreIndex`. */
  readonly instead?: number;
  readonly smoothing?: number;
}

function rowsCase(name: string, logits: OpInput, settings: Settings = {}): OpCase {
  const { ignored = [], ignoreIndex = -1, instead = ignoreIndex, smoothing = 0 } = settings;
  const [rows = 0, classes = 0] = logits.shape;
  const targets = ids(rows, classes, 7);
  for (const row of ignored) targets.values[row] = instead;
  return {
    name,
    inputs: { logits, targets },
    run: (inputs) => crossEntropy(input(inputs, 'logits'), input(inputs, 'targets'), ignoreIndex, smoothing),
    reference: (values) =>
      crossEntropyReference(input(values, 'logits'), input(values, 'targets'), { ignoreIndex, smoothing }).loss,
  };
}

function lossCase(name: string, logits: OpInput, scale: number, settings: Settings = {}): OpCase {
  const { ignoreIndex = -1, smoothing = 0 } = settings;
  const rows = rowsCase(`loss, ${name}`, logits, settings);
  return {
    ...rows,
    run: (inputs) =>
      // A function, as a recorded step gives it.
      crossEntropyLoss(input(inputs, 'logits'), input(inputs, 'targets'), {
        scale: () => scale,
        ignoreIndex,
        smoothing,
      }),
    reference: (values) => Float64Array.of(scale * rows.reference(values).reduce((a, b) => a + b, 0)),
  };
}

export const cases: readonly OpCase[] = [
  rowsCase('1 x 1', floats([1, 1], 1)),
  lossCase('5 x 7, two rows ignored', floats([5, 7], 1), 1 / 3, { ignored: [0, 3] }),
  lossCase('3 x 64', floats([3, 64], 1), 1 / 3),
  lossCase('5 x 12, smoothed', floats([5, 12], 1), 0.25, { ignored: [2], smoothing: 0.1 }),
  rowsCase('17 x 515', floats([17, 515], 1, 3), { ignored: [4] }),
  rowsCase('66 x 516, smoothed', floats([66, 516], 1, 3), { ignored: [65], smoothing: 0.3 }),
  rowsCase('large logits', floats([4, 9], 1, 1000)),
  rowsCase('zeros', constant([3, 8], 0)),
  rowsCase('another ignore index', floats([4, 5], 1), { ignored: [1], ignoreIndex: 2 }),
  rowsCase('all ignored', floats([2, 3], 1), { ignored: [0, 1] }),
  rowsCase('a target that is no class', floats([2, 3], 1), { ignored: [1], instead: 3 }),
  lossCase('300 x 3, more rows than the sum has invocations', floats([300, 3], 1), 0.01, { smoothing: 0.2 }),
];

/** Rows as a batch of sequences of 9 would give them. */
export const halfCases: readonly OpCase[] = [1, 2, 8].flatMap((batch) => [
  lossCase(`batch ${batch}`, floats([9 * batch, 20], batch), 1 / (9 * batch)),
  lossCase(`batch ${batch}, smoothed`, floats([9 * batch, 21], batch), 1 / (9 * batch), { smoothing: 0.1 }),
]);
