import { expect, test } from 'vitest';
import { webgpuReport } from './device-report';

const limits = { maxBufferSize: 7 } as unknown as GPUSupportedLimits; // only enumerated

function report(info: Partial<GPUAdapterInfo>) {
  const whole = { vendor: '', architecture: '', device: '', description: '', ...info } as GPUAdapterInfo; // as adapters give it
  return webgpuReport({ info: whole }, { features: new Set(['subgroups', 'shader-f16']), limits });
}

test('software adapters are recognised by name', () => {
  expect(report({ vendor: 'google', architecture: 'swiftshader' })).toMatchObject({
    software: true,
    name: 'SwiftShader (software)',
  });
  expect(report({ description: 'llvmpipe (LLVM 19.1.7, 256 bits)' })).toMatchObject({
    software: true,
    name: 'llvmpipe (software)',
  });
});

test('hardware keeps its description, or vendor and architecture where the browser hides it', () => {
  expect(report({ vendor: 'nvidia', description: 'NVIDIA H200' })).toMatchObject({
    software: false,
    name: 'NVIDIA H200',
  });
  expect(report({ vendor: 'apple', architecture: 'metal-3' })).toMatchObject({
    software: false,
    name: 'Apple metal-3',
  });
  expect(report({})).toMatchObject({ software: false, name: 'Unnamed GPU' });
});

test('features are sorted, limits are plain numbers', () => {
  expect(report({}).features).toEqual(['shader-f16', 'subgroups']);
  expect(report({}).limits).toEqual({ maxBufferSize: 7 });
});
