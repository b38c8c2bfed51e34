// Finds a browser for the tests, or brings one: LOAM_CHROMIUM, a system Chrome, Chromium or Edge, Playwright's own, Debian's package.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

/** Every place where a Chromium may be, best first. */
function candidates() {
  const found = [];
  if (platform() === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    for (const root of roots) if (root) found.push(...WINDOWS.map((name) => join(root, name)));
  } else if (platform() === 'darwin') {
    for (const root of ['/', homedir()])
      found.push(...MAC.map((name) => join(root, `Applications/${name}.app/Contents/MacOS/${name}`)));
  } else {
    for (const name of NAMES)
      for (const folder of (process.env.PATH ?? '').split(delimiter)) found.push(join(folder, name));
  }
  return [...found, ...playwrights()];
}

/** Playwright's downloads, newest first. */
function playwrights() {
  const caches = {
    win32: join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
    darwin: join(homedir(), 'Library/Caches/ms-playwright'),
  };
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH || caches[platform()] || join(homedir(), '.cache/ms-playwright');
  if (!existsSync(cache)) return [];
  const revisions = readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  const inside = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-win/chrome.exe',
    'chrome-win64/chrome.exe',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ];
  return revisions.flatMap((revision) => inside.map((path) => join(cache, revision, path)));
}

/** Runs it: Ubuntu's `chromium-browser` may be a stub that only asks for a snap. Windows prints no version, so there the file must do. */
function works(path) {
  if (!existsSync(path)) return false;
  if (platform() === 'win32') return true;
  const run = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return run.status === 0 && /\d+\.\d+\.\d+/.test(run.stdout);
}

/** The path of a Chromium that runs, or undefined. */
export function findChromium() {
  const named = process.env.LOAM_CHROMIUM;
  if (named) {
    if (works(named)) return named;
    throw new Error(`LOAM_CHROMIUM is ${named}, which does not run as a browser. Correct it or unset it.`);
  }
  return candidates().find(works);
}

/** Like `findChromium`, but installs one when there is none. Throws with what to do when that fails. */
export function ensureChromium(log = console.log) {
  const found = findChromium();
  if (found) return found;
  const root = process.getuid?.() === 0;
  const apt = platform() === 'linux' && root && spawnSync('apt-get', ['--version']).status === 0;
  const isDebian =
    apt &&
    existsSync('/etc/debian_version') &&
    !/ubuntu/i.test(spawnSync('cat', ['/etc/os-release'], { encoding: 'utf8' }).stdout);
  if (isDebian) {
    log("No Chromium here: installing Debian's (apt-get install chromium).");
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env };
    spawnSync('apt-get', ['update', '-q'], quiet);
    // libvulkan1: the loader through which Dawn for Node finds Chromium's SwiftShader.
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'libvulkan1'], quiet);
  }
  const installed = findChromium();
  if (installed) return installed;
  log('No Chromium here: asking Playwright for one (npx playwright install chromium).');
  const args = ['playwright', 'install', ...(apt ? ['--with-deps'] : []), 'chromium'];
  spawnSync('npx', args, { stdio: 'inherit', shell: platform() === 'win32' });
  const downloaded = findChromium();
  if (downloaded) return downloaded;
  throw new Error(
    'The tests need Chrome, Chromium or Edge and none could be installed. Install one (Debian: apt-get install chromium), or set LOAM_CHROMIUM to its path.',
  );
}

/** The folder with Chromium's own Vulkan driver (SwiftShader), or undefined: macOS and Windows have their own ways. */
export function swiftshaderFolder(chromium) {
  const folders = [
    chromium ? dirname(realpathSync(chromium)) : '',
    '/usr/lib/chromium',
    '/usr/lib/chromium-browser',
    '/opt/google/chrome',
    '/opt/microsoft/msedge',
  ];
  return folders.find((folder) => folder && existsSync(join(folder, 'vk_swiftshader_icd.json')));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log(ensureChromium(console.error));
