// Measures the ops and prints them; a process of its own, because the Vulkan driver is chosen by the environment that it starts with.
import { openDevice } from '@/gpu/device';
import { setUpNodeWebGpu } from '@/gpu/node-webgpu';
import { parseBenchArguments } from '../arguments';
import { table } from '../table';
import type { Cost, OpBench } from './entry';
import { measureOp, type OpTiming, type Times } from './measure';

const given = parseBenchArguments(process.argv.slice(2));
await setUpNodeWebGpu();
const { report } = await openDevice({
  preferred: 'webgpu',
  onFailure: ({ what }) => {
    console.error(what);
    process.exit(1);
  },
});
if (report.kind !== 'webgpu') throw new Error(report.remedy);
// Registers kernels with tfjs: after the device is there.
const { OPS } = await import('./table');

const chosen = OPS.filter(({ name }) => given.only.length === 0 || given.only.some((wanted) => name.includes(wanted)));
const timings: OpTiming[] = [];
for (const op of chosen) {
  process.stderr.write(`${op.name} ${op.shape}\n`);
  timings.push(...(await measureOp(op, given.rounds)));
}

interface Row {
  readonly op: OpBench;
  readonly pass: string;
  readonly unit: 'GFLOP/s' | 'GB/s';
  readonly ours?: number;
  readonly stock?: number;
  readonly times: Times;
}
const rows = timings.map(({ op, pass, times }): Row => {
  const cost = pass === 'forward' ? op.forward : (op.both ?? op.forward);
  return { op, pass, unit: 'flops' in cost ? 'GFLOP/s' : 'GB/s', times, ...rates(cost, times) };
});
const best = (unit: Row['unit']) =>
  Math.max(...rows.flatMap((row) => (row.unit === unit ? [row.ours ?? 0, row.stock ?? 0] : [])));
const date = new Date().toISOString().slice(0, 10);
if (given.json) console.log(JSON.stringify({ date, device: report.name, timings: timings.map(plain) }, undefined, 2));
else {
  console.log(`\nOps, float32. ${date}, ${report.name}. Median of ${given.rounds} interleaved rounds; eager calls.\n`);
  console.log(
    table(
      [
        { head: 'op', of: ({ op }) => op.name },
        { head: 'shape', of: ({ op }) => op.shape },
        { head: 'pass', of: ({ pass }) => pass },
        { head: 'unit', of: ({ unit }) => unit },
        { head: 'ours', of: ({ ours }) => ours },
        { head: '% of best', of: ({ ours, unit }) => (100 * (ours ?? Number.NaN)) / best(unit), digits: 0 },
        { head: 'tfjs', of: ({ stock }) => stock },
        { head: 'ours is x times', of: ({ ours, stock }) => (ours && stock ? ours / stock : undefined), digits: 2 },
        { head: 'by processor time', of: ({ times }) => byProcessor(times), digits: 2 },
      ],
      rows,
    ),
  );
}
process.exit();

/** Billions a second. */
function rates(cost: Cost, times: Times): Pick<Row, 'ours' | 'stock'> {
  const amount = 'flops' in cost ? cost.flops : cost.bytes;
  return Object.fromEntries(Object.entries(times).map(([who, { ms }]) => [who, amount / ms / 1e6]));
}
/** A GPU's work is not the processor's. */
function byProcessor({ ours, stock }: Times): number | undefined {
  return report.software && ours && stock ? stock.processorMs / ours.processorMs : undefined;
}
function plain({ op, pass, times }: OpTiming) {
  return { op: op.name, shape: op.shape, pass, times };
}
