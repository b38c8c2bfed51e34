import type { Flag } from './arguments';

export const DEVICE_FLAG: Flag = {
  name: 'device',
  placeholder: 'webgpu|cpu',
  help: 'Where to compute; without it WebGPU, or the cpu where there is none.',
  spec: {
    type: 'choice',
    label: 'Device',
    help: '',
    default: 'webgpu',
    choices: [
      { id: 'webgpu', label: 'WebGPU' },
      { id: 'cpu', label: 'CPU' },
    ],
  },
};
