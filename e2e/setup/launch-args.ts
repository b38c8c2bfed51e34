/** Chromium talks to Google at every start; on a closed network each try costs time and fills the log. */
const QUIET = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-features=OptimizationHints,MediaRouter,Translate',
];
/** Nothing may be throttled because a window is behind another: there is no window. */
const AWAKE = [
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

/** How the tests start Chromium: WebGPU on the software adapter that it brings, or none at all. */
export function launchArgs({ webgpu = true } = {}): string[] {
  // Without the switches Chromium has navigator.gpu on Linux and no adapter: what most people without WebGPU meet.
  const gpu = webgpu ? ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'] : ['--disable-gpu'];
  // Root in a container has no sandbox; the pages are ours.
  return ['--no-sandbox', ...QUIET, ...AWAKE, ...gpu];
}
