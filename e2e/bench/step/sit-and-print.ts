import type { BenchArguments } from '../arguments';
import type { Host } from '../hosts/host';
import type { BenchConfig } from '../material';
import { sit } from './measure';
import { learned, type StepReport, stepText } from './report';

/** The step bench wherever its peers run. Exit code 1 when somebody did not learn, or ours did not run. */
export async function sitAndPrint(given: BenchArguments, config: BenchConfig, host: Host): Promise<StepReport> {
  const entrants = ['ours', ...given.peers].map((peer) => ({ peer, config }));
  const { results, failures, steps } = await sit(host, entrants, {
    rounds: given.rounds,
    ...(given.steps === undefined ? {} : { steps: given.steps }),
    counting: true,
    onProgress: (text) => process.stderr.write(`${text}\n`),
  });
  const date = new Date().toISOString().slice(0, 10);
  const report = { config, host: host.description, date, rounds: given.rounds, steps, results, failures };
  console.log(given.json ? JSON.stringify(report, undefined, 2) : `\n${stepText(report)}`);
  if (!results.every(learned) || !results.some(({ peer }) => peer === 'ours')) process.exitCode = 1;
  return report;
}
