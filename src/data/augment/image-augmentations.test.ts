import { describe, expect, it } from 'vitest';
import type { OptionValue } from '@/base/options';
import type { RgbImage } from '../media/images/rgb-image';
import { flag, pixelAt } from '../media/testing/make-media';
import { remakeCopy } from './remake-copy';
import { type AugmentPlan, runAugmentations } from './run-augmentations';
import { augmenterOf } from './testing/material';
import { trainingRows } from './training';

/** At its defaults but for `options`; throws where it does not apply. */
async function onImage(id: string, options: Record<string, OptionValue> = {}) {
  const augment = await augmenterOf(id, options);
  return (image: RgbImage, seed: number): { value: RgbImage; done: string } => {
    const made = augment(image, seed);
    if (!made || typeof made.value === 'string' || !('pixels' in made.value)) throw new Error(`${id} does not apply`);
    return { value: made.value, done: made.done };
  };
}

const grey = (value: number, side = 4): RgbImage => ({
  width: side,
  height: side,
  pixels: new Uint8Array(side * side * 3).fill(value),
});

describe('image-flip', () => {
  it('changes left and right, and is undone by itself', async () => {
    const flip = await onImage('image-flip');
    const { value } = flip(flag(33, 16), 1);
    expect(pixelAt(value, 1, 10)).toEqual([0, 0, 200]);
    expect(pixelAt(value, 31, 10)).toEqual([200, 0, 0]);
    expect(pixelAt(value, 5, 0)).toEqual([0, 200, 0]);
    expect(flip(value, 2).value).toEqual(flag(33, 16));
  });

  it('does not apply where both sides are the same', async () => {
    const flip = await onImage('image-flip');
    expect(() => flip(grey(7), 1)).toThrow('does not apply');
  });
});

describe('image-crop', () => {
  it('keeps at least the share that it says, at the place that it says', async () => {
    const crop = await onImage('image-crop', { least: 0.5 });
    // Each pixel tells where it is.
    const image: RgbImage = { width: 60, height: 40, pixels: new Uint8Array(60 * 40 * 3) };
    for (let i = 0; i < 2400; i++) image.pixels.set([i % 60, Math.floor(i / 60), 0], i * 3);
    for (let seed = 0; seed < 200; seed++) {
      const { value, done } = crop(image, seed);
      const [left, top] = pixelAt(value, 0, 0);
      expect(done).toBe(`${value.width} x ${value.height} of 60 x 40 pixels, from ${left}, ${top}`);
      expect(pixelAt(value, value.width - 1, value.height - 1)).toEqual([
        (left ?? 0) + value.width - 1,
        (top ?? 0) + value.height - 1,
        0,
      ]);
      // A side that would be longer than the picture is as long as it: then the area is less, by no more than the stretch.
      expect(value.width * value.height).toBeGreaterThan(2400 * 0.5 * Math.sqrt(3 / 4) - 60);
      expect(Math.abs(Math.log(value.width / value.height / 1.5))).toBeLessThan(Math.log(4 / 3) + 0.06);
    }
  });
});

describe('image-rotation', () => {
  it('turns clockwise about the middle and lets white in', async () => {
    const turn = await onImage('image-rotation', { angle: 45 });
    // A black field with a red spot at three o'clock.
    const image = grey(0, 41);
    for (let y = 18; y < 23; y++) for (let x = 33; x < 38; x++) image.pixels.set([255, 0, 0], (y * 41 + x) * 3);
    for (let seed = 0; seed < 20; seed++) {
      const { value, done } = turn(image, seed);
      const [, by, way] = /by ([\d.]+)° (\w+)/.exec(done) ?? [];
      const radians = ((way === 'right' ? 1 : -1) * Number(by) * Math.PI) / 180;
      const [x, y] = [Math.round(20 + 15 * Math.cos(radians)), Math.round(20 + 15 * Math.sin(radians))];
      expect(pixelAt(value, x, y)[0]).toBeGreaterThan(200);
      if (Number(by) > 15) expect(pixelAt(value, 0, 0)).toEqual([255, 255, 255]);
      expect(pixelAt(value, 20, 20)).toEqual([0, 0, 0]);
    }
  });
});

describe('image-colour', () => {
  const alone = (name: string) => ({ brightness: 0, contrast: 0, saturation: 0, [name]: 0.5 });
  const percent = (done: string, name: string) => Number(new RegExp(`${name} (\\d+) %`).exec(done)?.[1]) / 100;

  it('multiplies brightness', async () => {
    const colour = await onImage('image-colour', alone('brightness'));
    for (let seed = 0; seed < 20; seed++) {
      const { value, done } = colour(grey(100), seed);
      expect(Math.abs((value.pixels[0] ?? 0) - 100 * percent(done, 'brightness'))).toBeLessThanOrEqual(1);
    }
  });

  it('keeps the mean when contrast changes, and grey when saturation does', async () => {
    const contrast = await onImage('image-colour', alone('contrast'));
    const two: RgbImage = { width: 2, height: 1, pixels: Uint8Array.from([80, 80, 80, 120, 120, 120]) };
    const { value, done } = contrast(two, 3);
    const reach = 20 * percent(done, 'contrast');
    expect(Math.abs((value.pixels[0] ?? 0) - (100 - reach))).toBeLessThanOrEqual(1);
    expect(Math.abs((value.pixels[3] ?? 0) - (100 + reach))).toBeLessThanOrEqual(1);
    const saturation = await onImage('image-colour', alone('saturation'));
    expect(() => saturation(grey(100), 1)).toThrow('does not apply');
    expect(saturation(flag(8, 8), 1).value).not.toEqual(flag(8, 8));
  });
});

describe('image-insertion', () => {
  const inserted = async (options: Record<string, OptionValue>, seed: number) => {
    const augment = await augmenterOf('image-insertion', options);
    const made = augment({ text: 'A cat. It sleeps!', width: 256, height: 100 }, seed);
    if (!made || typeof made.value === 'string' || !('text' in made.value)) throw new Error('does not apply');
    return { text: made.value.text, done: made.done };
  };
  const row = (patches: number) => `${'<|image|>'.repeat(patches)}<|image-row|>`;

  it('puts the grid of patches before, between or after sentences', async () => {
    // 256 x 100 pixels fit into 4 patches of 16 as 64 x 25: two rows of four.
    const grid = row(4).repeat(2);
    const found = new Map<string, string>();
    for (let seed = 0; seed < 30; seed++) {
      const { text, done } = await inserted({}, seed);
      found.set(done, text);
    }
    expect([...found].sort()).toEqual([
      ['the picture stands after sentence 1 of 2', `A cat. ${grid}It sleeps!`],
      ['the picture stands after sentence 2 of 2', `A cat. It sleeps!${grid}`],
      ['the picture stands first', `${grid}A cat. It sleeps!`],
    ]);
  });

  it('or between words, in as many patches as are wanted', async () => {
    const texts = new Set<string>();
    for (let seed = 0; seed < 60; seed++) texts.add((await inserted({ place: 'word', patches: 1 }, seed)).text);
    expect(texts).toContain(`A ${row(1)}cat. It sleeps!`);
    expect(texts.size).toBe(5);
  });
});

describe('a copy of a picture', () => {
  it('is made again to the bit from what was recorded of it', async () => {
    const images = [flag(40, 30), flag(64, 64), flag(31, 57), flag(20, 90)];
    const on = ['image-crop', 'image-rotation', 'image-colour'];
    const plan: AugmentPlan = { seed: 5, settings: on.map((id) => ({ id, on: true, options: { rate: 0.8 } })) };
    const signal = new AbortController().signal;
    let copies = 0;
    const training = trainingRows(images, new Uint8Array(images.length));
    for await (const { value, record } of runAugmentations('image', training, plan, { signal })) {
      const original = images[record.document];
      if (!original) throw new Error('no such picture');
      const kept = JSON.parse(JSON.stringify(record));
      expect(await remakeCopy('image', original, kept, plan)).toEqual({ value, done: record.done });
      copies++;
    }
    expect(copies).toBeGreaterThan(5);
  });
});
