import type { OnProgress } from '@/base/progress';
import type { PipelineNode } from './recording';

/** Compiled pipelines per device, by shader: plans of the same model share them. */
const cache = new WeakMap<GPUDevice, Map<string, Promise<GPUComputePipeline>>>();

/** Compiles what a plan needs, asynchronously and in parallel. Throws the driver's message with the shader's label. */
export async function compilePipelines(
  device: GPUDevice,
  nodes: Iterable<PipelineNode>,
  onProgress: OnProgress = () => {},
): Promise<Map<PipelineNode, GPUComputePipeline>> {
  const known = cache.get(device) ?? new Map<string, Promise<GPUComputePipeline>>();
  cache.set(device, known);
  const all = [...new Set(nodes)];
  const compiled = new Map<PipelineNode, GPUComputePipeline>();
  await Promise.all(
    all.map(async (node) => {
      const key = JSON.stringify([node.entryPoint, node.constants, node.code]);
      let pipeline = known.get(key);
      if (!pipeline) {
        const module = device.createShaderModule({ code: node.code, label: node.label });
        pipeline = device.createComputePipelineAsync({
          label: node.label,
          layout: 'auto',
          compute: { module, entryPoint: node.entryPoint, constants: { ...node.constants } },
        });
        known.set(key, pipeline);
      }
      compiled.set(node, await pipeline);
      onProgress({ label: 'Compiling shaders', done: compiled.size, total: all.length, unit: 'steps' });
    }),
  );
  return compiled;
}
