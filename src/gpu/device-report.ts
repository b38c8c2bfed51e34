import type { DeviceReport } from '@/schema/device';

/** Names by which software Vulkan drivers give themselves away. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|microsoft basic render|software/i;

interface AdapterLike {
  readonly info: GPUAdapterInfo;
}
interface DeviceLike {
  readonly features: Iterable<string>;
  readonly limits: GPUSupportedLimits;
}

export function webgpuReport({ info }: AdapterLike, { features, limits }: DeviceLike): DeviceReport {
  const told = [info.description, info.device, info.architecture, info.vendor].filter(Boolean);
  const software = told.some((text) => SOFTWARE.test(text)) || isFallback(info);
  return {
    kind: 'webgpu',
    name: readableName(info, software),
    vendor: info.vendor,
    architecture: info.architecture,
    software,
    features: [...features].sort(),
    limits: limitsOf(limits),
  };
}

export function cpuReport(remedy: string): DeviceReport {
  return {
    kind: 'cpu',
    name: 'tfjs cpu backend',
    vendor: '',
    architecture: '',
    software: true,
    features: [],
    limits: {},
    remedy,
  };
}

/** Newer than our type declarations in some browsers. */
function isFallback(info: GPUAdapterInfo): boolean {
  return 'isFallbackAdapter' in info && info.isFallbackAdapter === true;
}

function readableName(info: GPUAdapterInfo, software: boolean): string {
  if (software) {
    const known = /swiftshader|llvmpipe|lavapipe/i.exec(`${info.description} ${info.device} ${info.architecture}`)?.[0];
    const plain = { swiftshader: 'SwiftShader', llvmpipe: 'llvmpipe', lavapipe: 'llvmpipe' }[
      known?.toLowerCase() ?? ''
    ];
    return `${plain ?? (info.description || 'Adapter')} (software)`;
  }
  // Chromium hides the model by default: vendor and architecture are then all there is ("apple", "metal-3").
  if (info.description && !/^0x/.test(info.description)) return info.description;
  const words = [info.vendor, info.architecture].filter(Boolean).join(' ');
  return words ? words.replace(/^./, (letter) => letter.toUpperCase()) : 'Unnamed GPU';
}

/** The limits live on the prototype as getters, hence the walk. */
function limitsOf(limits: GPUSupportedLimits): Record<string, number> {
  const found: Record<string, number> = {};
  for (const name in limits) {
    const value: unknown = Reflect.get(limits, name);
    if (typeof value === 'number') found[name] = value;
  }
  return found;
}
