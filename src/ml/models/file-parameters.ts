import type { ParameterSpec } from './entry';

/** A parameter as model files name and shape it: a parameter of ours, or consecutive rows of one. */
export interface FileParameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Ours, and where in it the file's begins. */
  readonly parameter: string;
  readonly firstElement: number;
  readonly init: ParameterSpec['init'];
}

/** The parameters of files (Hugging Face's names and layouts) behind those that a model computes with. */
export function fileParameters(specs: readonly ParameterSpec[]): FileParameter[] {
  return specs.flatMap(({ name, shape, init, joined }): FileParameter[] => {
    if (!joined) return [{ name, shape, parameter: name, firstElement: 0, init }];
    let row = 0;
    const width = shape.slice(1).reduce((a, b) => a * b, 1);
    return joined.map((part) => {
      const firstElement = row * width;
      row += part.rows;
      return { name: part.name, shape: [part.rows, ...shape.slice(1)], parameter: name, firstElement, init };
    });
  });
}
