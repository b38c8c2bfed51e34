import * as tf from '@tensorflow/tfjs';
import { cpuInternals, webgpuInternals } from './backend';
import { type DeviceTraits, traitsOf } from './device-traits';
import { type BindingTypes, dispatch, type Uniforms } from './dispatch';
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
  readonly constants?: Readonly<Record<string, { readonly key: string; readonly make: () => Float32Array }>>;
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
  /** Names and shapes of the float32 outputs, in order. Checks shapes and attributes, throws LoamError. */
  outputs(shapes: Shapes<I>, attrs: A): Readonly<Record<string, Shape>>;
  /** New values of every output and of every in-place input, by name. */
  reference(values: Values<I>, shapes: Shapes<I>, attrs: A): Readonly<Record<string, Float64Array>>;
  launch(shapes: Shapes<I>, attrs: A, traits: DeviceTraits): Launch<V>;
  /** WGSL without the bindings: they are generated from the names above; scalars are in `u`. */
  wgsl(variant: V): string;
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
        return gradient.backward(dys[0] as tf.Tensor, byName, attributes<A>(attrs), dys);
      },
    });
  }
  return (inputs, attrs) => {
    const present = Object.fromEntries(Object.entries(inputs).filter(([, tensor]) => tensor !== undefined));
    const result: tf.Tensor | tf.Tensor[] = tf
      .engine()
      .runKernel(kernelName, present as tf.NamedTensorMap, attrs as unknown as tf.NamedAttrMap);
    return Array.isArray(result) ? result : [result];
  };
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
  return Object.entries(outputs).map(([name, shape]) => {
    const values = results[name];
    if (!values) throw new Error(`${definition.name}: reference gave no ${name}`);
    return backend.makeTensorInfo([...shape], 'float32', Float32Array.from(values));
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
  const outputs = Object.entries(shapesOut).map(([name, shape]): [string, tf.TensorInfo] => [
    name,
    backend.makeTensorInfo([...shape], 'float32'),
  ]);
  const written = new Set<string>(definition.inPlace ?? []);
  const bound = definition.inputs.flatMap((name) => {
    const info = inputs[name];
    return info ? [{ name, info, writable: written.has(name) }] : [];
  });
  dispatch(backend, {
    name: definition.name,
    tensors: [...bound, ...outputs.map(([name, info]) => ({ name, info, writable: true }))],
    launch,
    code: () => definition.wgsl(launch.variant),
    ...(changesByStep(attrs)
      ? { uniformsNow: () => definition.launch(shapes, attrs, traitsOf(backend.device)).uniforms }
      : {}),
    types: definition.types?.(launch.variant) ?? {},
  });
  return outputs.map(([, info]) => info);
}
