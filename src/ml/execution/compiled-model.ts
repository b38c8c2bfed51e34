import type { Tensor } from '@tensorflow/tfjs';
import { split } from '@/gpu/flat/pack';
import type { Outputs, Program } from '@/gpu/graph/program';
import type { Tracer } from '@/gpu/graph/record';
import { assign } from '@/gpu/ops/assign';
import { crossEntropy } from '@/gpu/ops/cross-entropy';
import { sampleTokens } from '@/gpu/ops/sampling';
import { type ModelDefinition, WEIGHTS } from './definition';
import { emptyBuffer } from './device-buffers';
import type { Programs } from './programs';
import type { ModelRunner, NextToken } from './runner';

const LAST = 'last token';
const cacheName = (layer: number) => `cache ${layer}`;
/** Prompts are read by plans of so many positions, doubled up to the context: few plans, whatever the length. */
const SMALLEST_PREFILL = 16;

/**
 * Evaluation, prefill and decode as recorded plans of the model's own code, over weights that lie in one buffer under the name `external`. Decoding leaves
 * the chosen token on the GPU for the next step, so nothing waits for the host. Its programs share memory with those that they were given.
 */
export function compiledModel(definition: ModelDefinition, given: Programs, external = WEIGHTS): ModelRunner {
  const { code, shape, layout, contextLength } = definition;
  const programs = given.with(new Map());
  const { layers, width } = code.cache(shape);
  const owned: GPUBuffer[] = [];
  const now = { at: 0, next: { temperature: 0, topK: 0, topP: 1, seed: 0, position: 0 } as NextToken };

  const weights = (tracer: Tracer) => split(tracer.external(external, [layout.size]), layout);
  const placeCache = () => {
    if (owned.length > 0) return;
    for (let layer = 0; layer < layers; layer++) keep(cacheName(layer), 4 * contextLength * width);
    keep(LAST, 4);
  };
  const keep = (name: string, sizeBytes: number) => {
    const buffer = emptyBuffer(programs.device, sizeBytes);
    owned.push(buffer);
    programs.add(name, buffer);
  };
  /** Reads ids that begin at `now.at` and chooses the token after row `rows`, or after the only one. */
  const choosing = (tracer: Tracer, ids: Tensor, time: number, rows?: Tensor) => {
    const logits = code.forward(shape, weights(tracer), {
      ids,
      batchSize: 1,
      time,
      ...(rows ? { rows } : {}),
      cache: {
        layers: Array.from({ length: layers }, (_, i) => tracer.external(cacheName(i), [contextLength, width])),
        offset: () => now.at,
      },
    });
    const chosen = sampleTokens(logits, {
      temperature: () => now.next.temperature,
      topK: () => now.next.topK,
      topP: () => now.next.topP,
      seed: () => now.next.seed,
      position: () => now.next.position,
    });
    assign(tracer.external(LAST, [1], 'int32'), chosen);
    return { chosen };
  };
  const prefillProgram = (time: number) => {
    placeCache();
    return programs.get(`prefill ${time}`, (tracer) =>
      choosing(tracer, tracer.input('ids', [time], 'int32'), time, tracer.input('rows', [1], 'int32')),
    );
  };
  const decodeProgram = () => {
    placeCache();
    return programs.get('decode', (tracer) => choosing(tracer, tracer.external(LAST, [1], 'int32'), 1));
  };
  const chosen = async (program: Program, at: number, next: NextToken, fill: () => void) => {
    const { results } = await program.submit(() => {
      now.at = at;
      now.next = next;
      fill();
    });
    return int32(await results, 'chosen');
  };

  return {
    definition,
    ahead: 3,
    async losses({ batchSize, time, inputs, targets }) {
      const program = await programs.get(`losses ${batchSize} x ${time}`, (tracer) => {
        const ids = tracer.input('ids', [batchSize * time], 'int32');
        const logits = code.forward(shape, weights(tracer), { ids, batchSize, time });
        return { losses: crossEntropy(logits, tracer.input('targets', [batchSize * time], 'int32')) };
      });
      programs.flush();
      const { results } = await program.submit(() => {
        program.input('ids').i32.set(inputs);
        program.input('targets').i32.set(targets);
      });
      return floats(await results, 'losses');
    },
    async logits(ids) {
      const time = bucket(ids.length, contextLength);
      const program = await programs.get(`logits ${time}`, (tracer) => {
        const input = { ids: tracer.input('ids', [time], 'int32'), batchSize: 1, time };
        return { logits: code.forward(shape, weights(tracer), input) };
      });
      const { results } = await program.submit(() => setIds(program, ids));
      return floats(await results, 'logits').subarray(0, ids.length * shape.vocabularySize);
    },
    async prefill(ids, next) {
      const program = await prefillProgram(bucket(ids.length, contextLength));
      return chosen(program, 0, next, () => {
        setIds(program, ids);
        program.input('rows').i32[0] = ids.length - 1;
      });
    },
    async decode(at, next) {
      return chosen(await decodeProgram(), at, next, () => {});
    },
    dispose() {
      programs.dispose();
      for (const buffer of owned) buffer.destroy();
    },
  };
}

/** Positions of the smallest plan that holds so many ids; what is too much of it is read and never looked at. */
function bucket(count: number, contextLength: number): number {
  let size = SMALLEST_PREFILL;
  while (size < count) size *= 2;
  return Math.min(size, contextLength);
}

function setIds(program: Program, ids: readonly number[]): void {
  const target = program.input('ids').i32.fill(0);
  target.set(ids);
}

function floats(outputs: Outputs, name: string): Float32Array {
  return new Float32Array(outputs.get(name) ?? new ArrayBuffer(0));
}

function int32(outputs: Outputs, name: string): number {
  return new Int32Array(outputs.get(name) ?? new ArrayBuffer(0))[0] ?? 0;
}
