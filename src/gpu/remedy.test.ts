import { expect, test } from 'vitest';
import { webgpuRemedy } from './remedy';

const agents = {
  chromeLinux: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  chromeOld:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36',
  edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
  firefoxLinux: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  firefoxWindows: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
  safariOld:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15',
  safariNew:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
};

test.each([
  ['chromeLinux', /chrome:\/\/flags.*Unsafe WebGPU Support/],
  ['chromeOld', /Update Chrome to version 113.*109/],
  ['edge', /In Edge.*edge:\/\/gpu/],
  ['firefoxLinux', /dom\.webgpu\.enabled/],
  ['firefoxWindows', /about:support/],
  ['safariOld', /version 26/],
  ['safariNew', /Feature Flags/],
] as const)('%s', (agent, expected) => {
  expect(webgpuRemedy(agents[agent])).toMatch(expected);
});

test('an unknown browser and Node get a sentence too', () => {
  expect(webgpuRemedy('Lynx/2.9')).toMatch(/This browser has no WebGPU/);
  expect(webgpuRemedy('')).toMatch(/npm package "webgpu"/);
});
