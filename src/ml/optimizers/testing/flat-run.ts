import * as tf from '@tensorflow/tfjs';
import type { OptionValue } from '@/base/options';
import { type FlatLayout, flatLayout } from '@/gpu/flat/layout';
import type { OptimizedParameter, OptimizerCode, OptimizerEntry } from '../entry';
import { slotLayouts } from '../state-layouts';

/** Flat tensors of a few parameters and an optimizer's state, on tfjs's current backend. */
export class FlatRun {
  readonly layout: FlatLayout;
  private readonly layouts: ReadonlyMap<string, FlatLayout>;
  private readonly tensors: ReadonlyMap<string, tf.Variable>;

  private constructor(
    private readonly code: OptimizerCode,
    private readonly parameters: readonly OptimizedParameter[],
    entry: OptimizerEntry,
    first: Float32Array,
    saved?: ReadonlyMap<string, Float32Array>,
  ) {
    this.layout = flatLayout(parameters);
    this.layouts = slotLayouts(entry, parameters);
    const variable = (values: Float32Array) => tf.tidy(() => tf.variable(tf.tensor1d(values.slice())));
    const slots = [...this.layouts].map(([name, { size }]): [string, tf.Variable] => [
      name,
      variable(saved?.get(name) ?? new Float32Array(size)),
    ]);
    this.tensors = new Map([['parameters', variable(saved?.get('parameters') ?? first)], ...slots]);
  }

  static async start(
    entry: OptimizerEntry,
    parameters: readonly OptimizedParameter[],
    first: Float32Array,
    saved?: ReadonlyMap<string, Float32Array>,
  ): Promise<FlatRun> {
    return new FlatRun(await entry.load(), parameters, entry, first, saved);
  }

  get values(): tf.Variable {
    const found = this.tensors.get('parameters');
    if (!found) throw new Error('a run has parameters');
    return found;
  }

  /** One update. Leaves no tensor behind. */
  step(
    gradient: tf.Tensor,
    at: {
      step: number;
      learningRate: number;
      scale: tf.Tensor;
      options: Readonly<Record<string, OptionValue>>;
    },
  ): void {
    const state = new Map(
      [...this.layouts].map(([name, layout]) => {
        const values = this.tensors.get(name);
        if (!values) throw new Error(`no slot ${name}`);
        return [name, { layout, values }];
      }),
    );
    const decayed = new Set(this.parameters.filter(({ decay }) => decay).map(({ name }) => name));
    const { layout, parameters: specs, values: parameters } = this;
    tf.tidy(() => {
      this.code.update(
        { specs, layout, parameters, gradient, state, decayed },
        { options: at.options, learningRate: at.learningRate, step: at.step, gradientScale: at.scale },
      );
    });
  }

  /** Parameters and state on the host, by name: what a checkpoint holds. */
  async read(): Promise<Map<string, Float32Array>> {
    const reading = [...this.tensors].map(
      async ([name, tensor]) => [name, Float32Array.from(await tensor.data())] as const,
    );
    return new Map(await Promise.all(reading));
  }

  dispose(): void {
    tf.dispose([...this.tensors.values()]);
  }
}
