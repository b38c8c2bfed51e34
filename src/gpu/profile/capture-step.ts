import type { OnProgress } from '@/base/progress';
import { compilePipelines } from '../graph/pipelines';
import type { Plan } from '../graph/plan';
import { Program } from '../graph/program';

/** One command of a program with the GPU's own objects: what `Program.submit` would encode. */
export type Step =
  | {
      readonly kind: 'dispatch';
      readonly pipeline: GPUComputePipeline;
      readonly group: GPUBindGroup;
      readonly workgroups: readonly [number, number, number];
    }
  | { readonly kind: 'copy'; readonly copy: Parameters<GPUCommandEncoder['copyBufferToBuffer']> };

export interface CapturedStep {
  /** One for each command of the plan, in order. */
  readonly steps: readonly Step[];
  dispose(): void;
}

/**
 * The step of a program, taken apart so that its dispatches can be timed one by one: `Program` runs unmodified on a stand-in for the device
 * that writes down what is encoded. Inputs are filled by `fill` and uploaded. Pipelines are those that training uses.
 */
export async function captureStep(
  plan: Plan,
  device: GPUDevice,
  externals: ReadonlyMap<string, GPUBuffer>,
  { fill, onProgress }: { fill?(program: Program): void; onProgress?: OnProgress } = {},
): Promise<CapturedStep> {
  const nodes = plan.commands.flatMap((command) => (command.kind === 'dispatch' ? [command.pipeline] : []));
  const compiled = await compilePipelines(device, nodes, onProgress);
  const byShader = new Map([...compiled].map(([node, pipeline]) => [shaderKey(node), pipeline]));
  const steps: Step[] = [];
  const program = await Program.compile(plan, standIn(device, byShader, steps), externals, { stepsInFlight: 1 });
  fill?.(program);
  await (await program.submit()).results;
  // Behind the plan's own commands the program copies its results out.
  const own = steps.slice(0, plan.commands.length);
  if (own.length < plan.commands.length || own.some(({ kind }, i) => kind !== plan.commands[i]?.kind))
    throw new Error('profile: the program encodes other commands than its plan has');
  return { steps: own, dispose: () => program.dispose() };
}

interface Shader {
  readonly entryPoint: string;
  readonly constants: Readonly<Record<string, number>>;
  readonly code: string;
}
const shaderKey = ({ entryPoint, constants, code }: Shader) => JSON.stringify([entryPoint, constants, code]);

function standIn(device: GPUDevice, pipelines: ReadonlyMap<string, GPUComputePipeline>, steps: Step[]): GPUDevice {
  const codes = new WeakMap<object, string>();
  const { queue } = device;
  return overridden(device, {
    createShaderModule: ({ code }: GPUShaderModuleDescriptor) => {
      const module = {};
      codes.set(module, code);
      return module;
    },
    createComputePipelineAsync: async ({ compute }: GPUComputePipelineDescriptor) => {
      const { entryPoint = 'main', constants = {}, module } = compute;
      const key = shaderKey({ entryPoint, constants, code: codes.get(module) ?? '' });
      const pipeline = pipelines.get(key);
      if (!pipeline) throw new Error('profile: a shader that the plan does not have');
      return pipeline;
    },
    createCommandEncoder: () => encoder(steps),
    queue: overridden(queue, { submit: () => {} }),
  });
}

/** The same object to whoever uses it, but for some members. */
function overridden<T extends object>(target: T, members: Readonly<Record<string, unknown>>): T {
  return new Proxy(target, {
    get(_, name) {
      if (typeof name === 'string' && Object.hasOwn(members, name)) return members[name];
      // Of the target, not of the proxy: WebGPU's own members insist on their object.
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function encoder(steps: Step[]) {
  let pipeline: GPUComputePipeline | undefined;
  let group: GPUBindGroup | undefined;
  const pass = {
    setPipeline: (given: GPUComputePipeline) => {
      pipeline = given;
    },
    setBindGroup: (_index: number, given: GPUBindGroup) => {
      group = given;
    },
    dispatchWorkgroups: (x: number, y = 1, z = 1) => {
      if (!pipeline || !group) throw new Error('profile: a dispatch without pipeline or bind group');
      steps.push({ kind: 'dispatch', pipeline, group, workgroups: [x, y, z] });
    },
    end: () => {},
  };
  return {
    beginComputePass: () => pass,
    copyBufferToBuffer: (...copy: Parameters<GPUCommandEncoder['copyBufferToBuffer']>) => {
      steps.push({ kind: 'copy', copy });
    },
    finish: () => ({}),
  };
}
