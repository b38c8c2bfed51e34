const SLOW = 'Until then the smallest model trains on the processor.';

/** What to switch on in this browser to have WebGPU, as one or two plain sentences. `userAgent` is navigator.userAgent; "" in Node. */
export function webgpuRemedy(userAgent: string): string {
  return `${advice(userAgent)} ${SLOW}`;
}

function advice(userAgent: string): string {
  const version = (name: RegExp) => Number(name.exec(userAgent)?.[1] ?? 0);
  const linux = /Linux/.test(userAgent) && !/Android/.test(userAgent);
  const firefox = version(/Firefox\/(\d+)/);
  if (firefox) {
    return firefox < 141 || linux
      ? 'In Firefox, open about:config, set dom.webgpu.enabled to true and reload; on Windows and macOS a current Firefox has WebGPU without that.'
      : 'This Firefox has WebGPU, but found no suitable graphics adapter: update the graphics driver and see about:support, section Graphics.';
  }
  const edge = version(/Edg\/(\d+)/);
  const chromium = version(/Chrom(?:e|ium)\/(\d+)/);
  if (edge || chromium) {
    const [name, scheme] = edge ? ['Edge', 'edge'] : ['Chrome', 'chrome'];
    if (chromium < 113)
      return `Update ${name} to version 113 or later: this is ${edge || chromium}, which has no WebGPU.`;
    return linux
      ? `In ${name} on Linux, open ${scheme}://flags, enable "Unsafe WebGPU Support" and "Vulkan", and restart ${name}.`
      : `In ${name}, switch on hardware acceleration in Settings, System, then restart; ${scheme}://gpu says what WebGPU lacks.`;
  }
  if (/Safari\//.test(userAgent)) {
    return version(/Version\/(\d+)/) >= 26
      ? 'This Safari has WebGPU, but it is switched off: Settings, Feature Flags, WebGPU.'
      : 'Safari has WebGPU from version 26 (macOS 26, iOS 26) on: update, or use Chrome on a computer.';
  }
  if (!userAgent) return 'No WebGPU in this process: install the npm package "webgpu" and a Vulkan driver.';
  return 'This browser has no WebGPU: use a current Chrome, Edge, Safari or Firefox.';
}
