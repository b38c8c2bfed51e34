import * as tf from '@tensorflow/tfjs';
import { cpuInternals, type WebGPUInternals, webgpuInternals } from './backend';
import { type DeviceTraits, traitsOf } from './device-traits';
import { type BindingTypes, dispatch, type Uniforms } from './dispatch';
import { byteLength, isHalf, markHalf, type TypedShape, typed } from './element-types';
import { currentScope, dispatching, within } from './scope';
import { changesByStep } from './step-number';

/**
 * An op is one or more kernels, each with two bodies: a reference in double precision (tfjs `cpu`) and one WGSL dispatch (tfjs `webgpu`).
 * `defineKernel` registers both, and the gradient, with tfjs, so that ordinary tfjs code and tfjs's autodiff can use them.
 */
export type Shape = readonly number[];
/** Shapes of the inputs that were given; an optional input may be missing. */
export type Shapes<I extends string> = Readonly<Record<I, Shape>>;
/** Floats arrive as Float64Array, ids as Int32Array. */
export type Values<I extends string> = Readonly<Record<I, Float64Array>>;

/** What one dispatch needs besides its code. */
export interface Launch<V extends object> {
  /** Everything the WGSL text depends on: pipelines are shared by equal variants. */
  readonly variant: V;
  readonly uniforms: Uniforms;
  /** A count is folded into two dimensions beyond the limit; the WGSL reads it back with `workgroup_index`. */
  readonly workgroups: number | readonly [number, number, number];
  /** Read-only tables made on the host once per backend and bound after the outputs, by cache key. */
  readonly constants?: Readonly<
    Record<string, { readonly key: string; readonly make: () => Float32Array | Int32Array }>
  >;
  /** WGSL extensions besides f16, which the bindings bring when they need it. */
  readonly enables?: readonly ('f16' | 'subgroups')[];
}

export interface Gradient<I extends string, A, O extends string> {
  readonly saveInputs?: readonly I[];
  /** Outputs to save, with their place among the outputs, in that order. */
  readonly saveOutputs?: Readonly<Record<O, number>>;
  /** `saved` holds what was asked for above, by name; `dys` one gradient per output. Returns a thunk per differentiable input. */
  backward(
    dy: tf.Tensor,
    saved: Readonly<Record<I | O, tf.Tensor>>,
    attrs: A,
    dys: readonly tf.Tensor[],
  ): Record<string, () => tf.Tensor>;
}

export interface KernelDefinition<I extends string, A extends object, V extends object, O extends string = never> {
  /** tfjs kernel name, unique: "LoamLayerNorm". */
  readonly name: string;
  /** In binding order. */
  readonly inputs: readonly I[];
  /** Inputs the kernel writes: bound read_write, their cached host values dropped. Such a kernel may have no outputs. */
  readonly inPlace?: readonly I[];
  /** Names and shapes of the outputs, in order, float32 unless typed otherwise. Checks shapes and attributes, throws LoamError. */
  outputs(shapes: Shapes<I>, attrs: A): Readonly<Record<string, Shape | TypedShape>>;
  /** An output that is an input handed on, by name: it shares the input's memory and costs nothing. Listed after the others, not bound. */
  readonly passes?: Readonly<Record<string, I>>;
  /** New values of every output and of every in-place input, by name. */
  reference(values: Values<I>, shapes: Shapes<I>, attrs: A): Readonly<Record<string, Float64Array>>;
  launch(shapes: Shapes<I>, attrs: A, traits: DeviceTraits): Launch<V>;
  /**
   * WGSL without the bindings: they are generated from the names above; scalars are in `u`. For every float binding there are
   * `get_NAME(i)` and, where it is written, `put_NAME(i, value)`, in f32 (or vec4f, as `types` says) however it is stored: kernels that go
   * through them work on f16 tensors too.
   */
  wgsl(variant: V): string;
  /** Floating-point operations of one dispatch, for profiles. */
  flops?(shapes: Shapes<I>, attrs: A): number;
  /** Element types of bindings that are not f32. */
  types?(variant: V): BindingTypes;
  readonly gradient?: Gradient<I, A, O>;
}

/** Runs a kernel: inputs in any order, all outputs in declared order. */
export type Kernel<I extends string, A> = (inputs: Readonly<Partial<Record<I, tf.Tensor>>>, attrs: A) => tf.Tensor[];

/** Registers a kernel and returns the function that runs it. */
export function defineKernel<I extends string, A extends object, V extends object, O extends string = never>(
  definition: KernelDefinition<I, A, V, O>,
): Kernel<I, A> {
  const { name: kernelName, gradient } = definition;
  tf.registerKernel({
    kernelName,
    backendName: 'cpu',
    kernelFunc: ({ inputs, attrs, backend }) => runReference(definition, given(inputs), attributes<A>(attrs), backend),
  });
  tf.registerKernel({
    kernelName,
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => runDispatch(definition, given(inputs), attributes<A>(attrs), backend),
  });
  if (gradient) {
    const inputNames = gradient.saveInputs ?? [];
    const places = Object.entries<number>(gradient.saveOutputs ?? {});
    const names = [...inputNames, ...places.map(([name]) => name)];
    const outputsToSave: boolean[] = [];
    for (const [, place] of places) outputsToSave[place] = true;
    tf.registerGradient({
      kernelName,
      inputsToSave: [...inputNames],
      outputsToSave,
      gradFunc: (dy, saved, attrs) => {
        const dys = Array.isArray(dy) ? dy : [dy];
        // tfjs returns the saved tensors in the order asked for: inputs, then outputs.
        const byName = Object.fromEntries(saved.map((tensor, i) => [names[i], tensor])) as Record<I | O, tf.Tensor>;
        const { scope, ...own } = attributes<A & Scoped>(attrs);
        const under = { scope, phase: 'backward' } as const;
        const thunks = within(under, () => gradient.backward(dys[0] as tf.Tensor, byName, attributes<A>(own), dys));
        return Object.fromEntries(Object.entries(thunks).map(([name, thunk]) => [name, () => within(under, thunk)]));
      },
    });
  }
  return (inputs, attrs) => {
    const present = Object.fromEntries(Object.entries(inputs).filter(([, tensor]) => tensor !== undefined));
    const result: tf.Tensor | tf.Tensor[] = tf.engine().runKernel(
      kernelName,
      present as tf.NamedTensorMap,
      {
        ...attrs,
        scope: currentScope().scope,
      } as unknown as tf.NamedAttrMap,
    );
    return Array.isArray(result) ? result : [result];
  };
}

/** Rides along with every call's attributes, so that its gradient knows where it belongs. */
interface Scoped {
  readonly scope: string;
}

/** tfjs types attributes loosely; they are the object our own caller passed. */
function attributes<A extends object>(attrs: unknown): A {
  return attrs as A;
}

type Given = Readonly<Record<string, tf.TensorInfo>>;
function given(inputs: unknown): Given {
  return inputs as Given;
}

function shapesOf<I extends string>(inputs: Given): Shapes<I> {
  return Object.fromEntries(Object.entries(inputs).map(([name, info]) => [name, info.shape])) as unknown as Shapes<I>;
}

function runReference<I extends string, A extends object, V extends object, O extends string>(
  definition: KernelDefinition<I, A, V, O>,
  inputs: Given,
  attrs: A,
  kernelBackend: object,
): tf.TensorInfo[] {
  const backend = cpuInternals(kernelBackend);
  const shapes = shapesOf<I>(inputs);
  const outputs = definition.outputs(shapes, attrs);
  const values = Object.fromEntries(
    // Ids are small integers and exact in doubles, so one element type serves all references.
    Object.entries(inputs).map(([name, info]) => [name, Float64Array.from(backend.data.get(info.dataId).values)]),
  ) as Values<I>;
  const results = definition.reference(values, shapes, attrs);
  for (const name of definition.inPlace ?? []) {
    const info = inputs[name];
    const written = results[name];
    // A fresh array, because tfjs may share the old one with the caller's own data.
    if (info && written) backend.data.get(info.dataId).values = Float32Array.from(written);
  }
  const made = Object.entries(outputs).map(([name, output]) => {
    const values = results[name];
    if (!values) throw new Error(`${definition.name}: reference gave no ${name}`);
    const { shape, type } = typed(output);
    return type === 'i32'
      ? backend.makeTensorInfo([...shape], 'int32', Int32Array.from(values))
      : backend.makeTensorInfo([...shape], 'float32', Float32Array.from(values));
  });
  return [...made, ...passed(definition, inputs, backend)];
}

/** tfjs's way of saying that an output is an input: one more reference to its data. */
function passed<I extends string, A extends object, V extends object, O extends string>(
  { passes }: KernelDefinition<I, A, V, O>,
  inputs: Given,
  backend: { incRef(dataId: tf.DataId): void },
): tf.TensorInfo[] {
  return Object.values<I>(passes ?? {}).map((name) => {
    const info = inputs[name];
    if (!info) throw new Error(`no input ${name} to pass on`);
    backend.incRef(info.dataId);
    return { dataId: info.dataId, shape: info.shape, dtype: info.dtype };
  });
}

function runDispatch<I extends string, A extends object, V extends object, O extends string>(
  definition: KernelDefinition<I, A, V, O>,
  inputs: Given,
  attrs: A,
  kernelBackend: object,
): tf.TensorInfo[] {
  const backend = webgpuInternals(kernelBackend);
  const shapes = shapesOf<I>(inputs);
  const shapesOut = definition.outputs(shapes, attrs);
  const launch = definition.launch(shapes, attrs, traitsOf(backend.device));
  const outputs = Object.entries(shapesOut).map(([name, output]): [string, tf.TensorInfo] => [
    name,
    makeOutput(backend, typed(output)),
  ]);
  const written = new Set<string>(definition.inPlace ?? []);
  const bound = definition.inputs.flatMap((name) => {
    const info = inputs[name];
    return info ? [{ name, info, writable: written.has(name) }] : [];
  });
  dispatching(definition.name, definition.flops?.(shapes, attrs) ?? 0, () =>
    dispatch(backend, {
      name: definition.name,
      tensors: [...bound, ...outputs.map(([name, info]) => ({ name, info, writable: true }))],
      launch,
      code: () => definition.wgsl(launch.variant),
      ...(changesByStep(attrs)
        ? { uniformsNow: () => definition.launch(shapes, attrs, traitsOf(backend.device)).uniforms }
        : {}),
      types: definition.types?.(launch.variant) ?? {},
    }),
  );
  return [...outputs.map(([, info]) => info), ...passed(definition, inputs, backend)];
}

function makeOutput(backend: WebGPUInternals, { shape, type }: TypedShape): tf.TensorInfo {
  const info = backend.makeTensorInfo([...shape], type === 'i32' ? 'int32' : 'float32');
  if (type === 'f16') {
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const elements = shape.reduce((a, b) => a * b, 1);
    // Given before tfjs would make one of 4 bytes an element.
    backend.tensorMap.get(info.dataId).resource = backend.bufferManager.acquireBuffer(
      byteLength(elements, type),
      STORAGE | COPY_SRC | COPY_DST,
    );
    markHalf(info.dataId);
  }
  return info;
}

/** The names among a kernel's inputs that are stored as f16: for wrappers that decide on output types by them. */
export function anyHalf(...tensors: readonly (tf.Tensor | undefined)[]): boolean {
  return tensors.some((tensor) => tensor !== undefined && isHalf(tensor));
}
