import { readFileSync } from 'node:fs';
import type { HostTensor } from '@/ml/execution/weights';

interface Packed {
  readonly shape: number[];
  readonly float32: string;
}
interface GoldenFile {
  readonly config: Record<string, unknown> & { readonly model_type: string };
  readonly optimizer: Record<string, number>;
  readonly schedule: { readonly warmUp: number; readonly floor: number; readonly peak: number };
  readonly gradientClip: number;
  /** [steps][B][T + 1] */
  readonly windows: number[][][];
  readonly weights: Record<string, Packed>;
  readonly logits: Packed;
  readonly learningRates: number[];
  readonly losses: number[];
  readonly gradientNorms: number[];
  readonly lastWeights: Record<string, Packed>;
}
export interface Golden extends Omit<GoldenFile, 'weights' | 'logits' | 'lastWeights'> {
  readonly weights: Map<string, HostTensor>;
  readonly logits: HostTensor;
  readonly lastWeights: Map<string, HostTensor>;
}

export const goldenNames = ['gpt2', 'llama-tied-grouped', 'llama-untied'] as const;

/** A file that `make_golden.py` wrote: what an independent implementation says both model families should answer. */
export function readGolden(name: (typeof goldenNames)[number]): Golden {
  const file: GoldenFile = JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8'));
  const unpack = ({ shape, float32 }: Packed): HostTensor => ({
    shape,
    data: new Float32Array(Uint8Array.from(Buffer.from(float32, 'base64')).buffer),
  });
  const all = (packed: Record<string, Packed>) =>
    new Map(Object.entries(packed).map(([name, tensor]) => [name, unpack(tensor)]));
  return { ...file, weights: all(file.weights), logits: unpack(file.logits), lastWeights: all(file.lastWeights) };
}
