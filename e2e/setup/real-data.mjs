// Brings real data and independent judges that no npm package has, for tests that skip with a reason where they are missing.
import { spawnSync } from 'node:child_process';
import { platform } from 'node:os';

/** Debian packages. The tests look for their files themselves: some images leave out what is in /usr/share. */
const PACKAGES = [
  'iso-codes',
  'manpages-de',
  'fortunes',
  'fortunes-de',
  'asterisk-core-sounds-en',
  'asterisk-core-sounds-en-wav',
  'groff-base',
  'sentencepiece',
];
const MOST_MS = 120_000;

/** Installs what is missing where that is possible without asking: on Debian, as root. Otherwise, and when it fails, the tests skip. */
export function ensureRealData(log = console.log) {
  if (platform() !== 'linux' || process.getuid?.() !== 0) return;
  const query = spawnSync('dpkg', ['--get-selections', ...PACKAGES], { encoding: 'utf8' });
  if (query.error || spawnSync('apt-get', ['--version']).status !== 0) return;
  const here = new Set(query.stdout?.match(/^[\w-]+(?=(:\w+)?\s+install$)/gm));
  const missing = PACKAGES.filter((name) => !here.has(name));
  if (missing.length === 0) return;
  log(`Installing real data for the tests from Debian: ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) =>
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: MOST_MS }).status === 0;
  const install = () => apt('install', '-y', '-q', '--no-install-recommends', ...missing);
  if (install() || (apt('update', '-q') && install())) return;
  log('That failed; the tests that need these packages say so and are skipped.');
}
