import type { Tensor, Tensor1D } from '@tensorflow/tfjs';
import { dims, requireThat } from '../../checks';
import { f32, u32 } from '../../dispatch';
import { ints } from '../../element-types';
import { defineKernel } from '../../op';
import { type SampleVariant, sampleWgsl } from './kernel';
import { sampleReference } from './reference';
import { type SampleSettings, settingsNow } from './settings';

export type { SampleSettings } from './settings';

const run = defineKernel<'logits', SampleSettings, SampleVariant>({
  name: 'LoamSampleTokens',
  inputs: ['logits'],
  outputs: ({ logits }) => {
    const [rows, columns] = dims(logits, 2, 'sampleTokens', 'logits');
    // Ids are counted in float32, which has every whole number up to 2^24.
    requireThat(columns >= 1 && columns <= 2 ** 24, 'sampleTokens', `cannot choose among ${columns} ids`);
    return { ids: ints([rows]) };
  },
  reference: ({ logits }, { logits: [, columns = 0] }, settings) => ({
    ids: sampleReference(logits, columns, settingsNow(settings)),
  }),
  launch: ({ logits: [rows = 0, columns = 0] }, settings, { software }) => {
    const { temperature, topK, topP, seed, position } = settingsNow(settings);
    return {
      variant: software ? { lanes: 8, groups: 8, thresholds: 7 } : { lanes: 256, groups: 16, thresholds: 7 },
      uniforms: {
        rows: u32(rows),
        columns: u32(columns),
        temperature: f32(temperature),
        topK: u32(topK),
        topP: f32(topP),
        seed: u32(seed),
        position: u32(position),
      },
      workgroups: rows,
    };
  },
  wgsl: sampleWgsl,
  types: () => ({ ids: 'i32' }),
});

/**
 * Chooses an id 0 .. V - 1 for each row: logits [B, V], float32 or half -> [B] int32. Not differentiable; nothing is read back.
 *
 * Temperature 0 and topK 1 take the most probable, the smallest id among equals. Otherwise: softmax(logits / temperature), restricted to the topK most
 * probable (Fan et al. 2018), then to the fewest of those whose probabilities, taken among themselves, sum to at least topP (nucleus sampling, Holtzman
 * et al. 2020, section 3.1), in this order; where equals straddle a bound the smaller ids stay. One number of 24 bits, a function of (seed,
 * position, row) alone (Philox4x32-10), then chooses along the ids in rising order. NaN counts as minus infinity; infinite logits share everything.
 *
 * Every setting may be a function, asked anew at each replay of a recorded plan: one plan serves all settings.
 * Throws LoamError `gpu/bad-shape` for logits of another rank, more than 2^24 ids, or a temperature or topP that is negative or not a number.
 */
export function sampleTokens(logits: Tensor, settings: SampleSettings): Tensor1D {
  return run({ logits }, { ...settings })[0] as Tensor1D; // [B]: the one output
}
