import { parseBenchArguments, USAGE } from './arguments';

/** `npm run bench`: see arguments.ts. Each bench is loaded when it is asked for. */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    console.log(USAGE);
    return;
  }
  const given = parseBenchArguments(args);
  const benches = {
    ops: async () => (await import('./ops/ops')).opsBench(given),
    import: async () => (await import('./import/import')).importBench(given),
    scaling: async () => (await import('./scaling/scaling')).scalingBench(given),
    scale: async () => (await import('./scale/scale')).scaleBench(given),
    'gpu-pack': async () => (await import('./gpu-pack/gpu-pack')).gpuPack(given),
    step: async () => (await import('./step/step')).stepBench(given),
  };
  await benches[given.command]();
}

main().then(
  // Dawn and forgotten children must not keep the process.
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
