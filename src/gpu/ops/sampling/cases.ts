import { floats, type OpInput, shifted } from '../../testing/op-case';
import type { SampleNumbers } from './settings';

/** Rows of logits and how to draw from them. */
export interface SampleCase {
  readonly name: string;
  readonly logits: OpInput;
  readonly settings: SampleNumbers;
}

const plain: SampleNumbers = { temperature: 1, topK: 0, topP: 1, seed: 1, position: 0 };

function sampleCase(name: string, logits: OpInput, settings: Partial<SampleNumbers> = {}): SampleCase {
  return { name, logits, settings: { ...plain, ...settings } };
}

/** Logits that share few values, so that bounds fall among equals. */
function coarse(shape: readonly number[], seed: number): OpInput {
  const { values } = floats(shape, seed, 2);
  return { shape, values: Float32Array.from(values, Math.round) };
}

export const cases: readonly SampleCase[] = [
  sampleCase('one id', floats([3, 1], 1), { topK: 5, topP: 0.5 }),
  sampleCase('two ids', floats([20, 2], 2)),
  sampleCase('7 ids, k 3', floats([20, 7], 3), { topK: 3 }),
  sampleCase('131 ids, temperature 0.7, large seeds', floats([20, 131], 4), {
    temperature: 0.7,
    seed: 0xfedcba98,
    position: 0x80000001,
  }),
  sampleCase('131 ids, k 130', floats([20, 131], 5), { topK: 130 }),
  sampleCase('131 ids, k 131 and more', floats([20, 131], 6), { topK: 1000 }),
  sampleCase('131 ids, k 1', floats([8, 131], 7), { topK: 1, topP: 0.9 }),
  sampleCase('131 ids, temperature 0', coarse([8, 131], 8), { temperature: 0 }),
  sampleCase('131 ids, p 1e-6', coarse([8, 131], 9), { topP: 1e-6 }),
  sampleCase('131 ids, p 0', coarse([8, 131], 9), { topP: 0 }),
  sampleCase('131 ids, temperature 50', floats([20, 131], 10), { temperature: 50, topP: 0.5 }),
  sampleCase('131 ids, temperature 1e-3', coarse([20, 131], 11), { temperature: 1e-3, topP: 0.77 }),
  sampleCase('1,000 ids, many equal, k 17', coarse([20, 1000], 12), { topK: 17 }),
  sampleCase('1,000 ids, many equal, p 0.6', coarse([20, 1000], 13), { temperature: 0.8, topP: 0.6 }),
  sampleCase('1,000 ids, many equal, k 200, p 0.83', coarse([20, 1000], 14), { topK: 200, topP: 0.83 }),
  sampleCase('1,000 ids, k 40, p 0.9', floats([20, 1000], 15, 3), { temperature: 0.8, topK: 40, topP: 0.9 }),
  sampleCase('1,000 ids about 10,000', shifted([16, 1000], 16, 1e4, 2), { topK: 100, topP: 0.9 }),
  sampleCase('1,000 ids up to 1e38', floats([8, 1000], 17, 2e37), { topK: 100, topP: 0.95 }),
  sampleCase('8,192 ids, p 0.95', floats([16, 8192], 18, 4), { temperature: 0.8, topP: 0.95 }),
  sampleCase('50,257 ids, k 50', floats([4, 50257], 19, 3), { topK: 50 }),
  sampleCase('50,257 ids, p 0.9', floats([4, 50257], 20, 5), { topP: 0.9, position: 7 }),
];
