import { type CliResult, runCli } from './run-cli';

/** Settings of the smallest run that still goes through everything. */
export const tiny: readonly string[] = [
  ...['layers=1', 'hidden=16', 'heads=2', 'intermediate=16', 'contextLength=16', 'batchSize=2', 'sampleTokens=2'],
  ...['evalEvery=4', 'evalWindows=5', 'learningRate=0.01'],
].flatMap((pair) => ['--set', pair]);

/** Eight steps of it on the cpu. */
export function trainTiny(text: string, out: string, ...more: readonly string[]): Promise<CliResult> {
  const settings = ['--device', 'cpu', '--steps', '8', '--vocab', '280', ...tiny];
  return runCli(['train', text, ...settings, ...more, '--out', out]);
}
