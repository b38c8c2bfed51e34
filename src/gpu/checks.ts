import { LoamError } from '@/base/errors';

/** An op that was given shapes or settings it cannot have. Thrown where the op is built, before anything is dispatched. */
export function requireThat(
  holds: boolean,
  op: string,
  what: string,
  remedy = 'Check the model settings.',
): asserts holds {
  if (!holds) throw new LoamError({ code: 'gpu/bad-shape', what, where: op, remedy });
}

/** The dimensions of a tensor of rank `rank`, or a LoamError that says what came instead. */
export function dims(shape: readonly number[], rank: 1, op: string, name: string): [number];
export function dims(shape: readonly number[], rank: 2, op: string, name: string): [number, number];
export function dims(shape: readonly number[], rank: 3, op: string, name: string): [number, number, number];
export function dims(shape: readonly number[], rank: 4, op: string, name: string): [number, number, number, number];
export function dims(shape: readonly number[], rank: number, op: string, name: string): number[] {
  requireThat(shape.length === rank, op, `${name} should have ${rank} dimensions but has shape [${shape.join(', ')}]`);
  return [...shape];
}

/** One dimension must have the size that another input gives it. */
export function requireSize(actual: number, expected: number, op: string, what: string): void {
  requireThat(actual === expected, op, `${what} should be ${expected} but is ${actual}`);
}
