import { adapterEnv } from '../adapter';
import type { BenchArguments } from '../arguments';
import { configOf } from '../config';
import { nodeHost } from '../hosts/node-host';
import { flopsPerStep } from '../material';
import { sit } from '../step/measure';
import { shown, table } from '../table';
import { BASE, growths, LETTERS, shapes, TOLERANCE } from './growth';

/** `npm run bench -- scaling`. Exit code 1 when a term grows faster than its FLOPs. */
export async function scalingBench(given: BenchArguments): Promise<void> {
  const base = given.config === undefined ? BASE : { ...configOf(given.config), name: 'base' };
  const host = nodeHost({ env: adapterEnv(given.adapter) });
  const entrants = shapes(base).map((config) => ({ peer: 'ours', config }));
  const { results, failures, steps } = await sit(host, entrants, {
    rounds: given.rounds,
    ...(given.steps === undefined ? {} : { steps: given.steps }),
    counting: false,
    onProgress: (text) => process.stderr.write(`${text}\n`),
  });
  const times = new Map(results.map(({ config, stepMs }) => [config.name, stepMs]));
  const rows = growths(base, ({ name }) => times.get(name) ?? Number.NaN);
  const date = new Date().toISOString().slice(0, 10);
  const device = results[0]?.ready.device ?? 'no device';
  if (given.json) {
    console.log(JSON.stringify({ date, device, base, baseMs: times.get('base'), rows, failures }, undefined, 2));
  } else {
    const { layers, hidden, heads, time, batch, vocabulary } = base;
    const shape = `L${layers} D${hidden} H${heads} T${time} B${batch} V${vocabulary}`;
    const work = `${shown(times.get('base'))} ms and ${shown(flopsPerStep(base) / 1e9)} GFLOP a step`;
    console.log(
      [
        `\nGrowth from ${shape} (${base.family}, float32): ${work}. ${date}, ${device}. ${host.description}.`,
        `Median of ${given.rounds} interleaved rounds of ${steps} steps. Each line beside the shape before it; faster: by more than ${100 * TOLERANCE} %.`,
        '',
        table(
          [
            { head: 'doubled', of: (r) => `${LETTERS[r.dimension]} ${r.from} to ${r.to}` },
            { head: 'ms/step', of: (r) => r.stepMs },
            { head: 'GFLOP/step', of: (r) => r.flops / 1e9 },
            { head: 'GFLOP/s', of: (r) => r.flops / r.stepMs / 1e6 },
            { head: 'time x', of: (r) => r.timeGrowth, digits: 2 },
            { head: 'FLOP x', of: (r) => r.flopGrowth, digits: 2 },
            { head: 'ratio', of: (r) => r.ratio, digits: 2 },
            { head: 'grows', of: (r) => (r.faster ? 'FASTER' : 'as it should') },
          ],
          rows,
        ),
        ...failures.map(({ config, what }) => `${config.name} was left out: ${what}`),
      ].join('\n'),
    );
  }
  if (rows.some(({ faster }) => faster)) process.exitCode = 1;
}
