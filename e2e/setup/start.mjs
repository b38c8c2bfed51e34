// `npm start`: builds the studio, serves it on this machine, prints its address and opens it where there is a desktop. Ctrl-C ends it.
import { spawn, spawnSync } from 'node:child_process';
import { platform } from 'node:os';
import { fileURLToPath } from 'node:url';
import { serve } from '../server/static-server.mjs';

const USAGE = `npm start [-- --port N] [-- --no-open] [-- --no-build]

  --port N     serve on port N instead of 4173 or the next free one
  --no-open    print the address only
  --no-build   serve the last build`;

const args = process.argv.slice(2);
const known = new Set(['--port', '--no-open', '--no-build', '--help', '-h']);
const unknown = args.find((arg, i) => !known.has(arg) && args[i - 1] !== '--port');
const wanted = args.includes('--port') ? Number(args[args.indexOf('--port') + 1]) : Number(process.env.PORT || 4173);
if (args.includes('--help') || args.includes('-h')) {
  console.log(USAGE);
  process.exit(0);
}
if (unknown !== undefined || !Number.isInteger(wanted) || wanted < 1 || wanted > 65535) {
  console.error(unknown === undefined ? 'The port is a whole number from 1 to 65535.' : `Unknown option ${unknown}.`);
  console.error(USAGE);
  process.exit(2);
}

const root = fileURLToPath(new URL('../..', import.meta.url));
if (!args.includes('--no-build')) {
  console.log('Building the studio.');
  const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url));
  const build = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' });
  if (build.status !== 0) {
    console.error('The build failed, for the reason above. "npm ci" may help when packages are missing.');
    process.exit(build.status ?? 1);
  }
}

const { server, address } = await serve(fileURLToPath(new URL('../../dist', import.meta.url)), {
  port: wanted,
  search: !args.includes('--port'),
}).catch((error) => {
  console.error(
    error.code === 'EADDRINUSE' ? `Port ${wanted} is taken: leave --port away or choose another.` : error.message,
  );
  process.exit(1);
});
console.log(`Loam is at ${address}`);
console.log('Everything stays on this machine. Ctrl-C ends it.');
if (!args.includes('--no-open')) openBrowser(address);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.closeAllConnections();
    server.close(() => process.exit(0));
  });
}

/** Only where somebody sits in front of a screen; that it fails is no failure: the address is printed. */
function openBrowser(url) {
  if (process.env.CI || process.env.SSH_CONNECTION || process.env.BROWSER === 'none') return;
  const [command, ...rest] = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url] }[platform()] ?? [
    'xdg-open',
    url,
  ];
  if (command === 'xdg-open' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  spawn(command, rest, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
