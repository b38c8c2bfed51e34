import { jpegOf, pngOf } from '@/data/media/testing/make-media';
import { type GivenFile, given } from './given-file';

const COLOURS: Readonly<Record<string, readonly [number, number, number]>> = {
  red: [214, 69, 65],
  green: [63, 142, 92],
  blue: [58, 110, 186],
  yellow: [236, 196, 72],
  violet: [128, 90, 168],
};
const SHAPES: Readonly<Record<string, (x: number, y: number) => boolean>> = {
  circle: (x, y) => x * x + y * y < 1,
  square: (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.9,
  triangle: (x, y) => y > -0.9 && y < 0.9 && Math.abs(x) < (y + 0.9) / 1.9,
};
const SIDES: Readonly<Record<string, number>> = { left: 0.3, middle: 0.5, right: 0.7 };

/** Pictures of one shape each, every second one a JPEG, and a caption for each that tells what is seen. */
export function pictures(count: number, width = 120, height = 80): { files: GivenFile[]; captions: string[] } {
  const pick = <T>(all: Readonly<Record<string, T>>, at: number): [string, T] => {
    const entries = Object.entries(all);
    return entries[at % entries.length] as [string, T];
  };
  const files: GivenFile[] = [];
  const captions: string[] = [];
  for (let i = 0; i < count; i++) {
    const [colour, ink] = pick(COLOURS, i);
    const [ground, paper] = pick(COLOURS, i + 1 + (Math.floor(i / 5) % 4));
    const [shape, inside] = pick(SHAPES, Math.floor(i / 2));
    const [side, middle] = pick(SIDES, Math.floor(i / 3));
    const pixels = new Uint8Array(width * height * 3);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const within = inside((x - middle * width) / (height * 0.35), (y - height / 2) / (height * 0.35));
        pixels.set(within ? ink : paper, (y * width + x) * 3);
      }
    const image = { width, height, pixels };
    files.push(i % 2 === 0 ? given(`img/${i}.png`, pngOf(image)) : given(`img/${i}.jpg`, jpegOf(image)));
    captions.push(`A ${colour} ${shape} stands on the ${side} of a ${ground} field; it is picture number ${i}.`);
  }
  return { files, captions };
}

/** The same as a folder with a table. */
export function captioned(count: number): GivenFile[] {
  const { files, captions } = pictures(count);
  const rows = files.map(({ path }, i) => `${path},"${captions[i]}"`);
  return [given('captions.csv', `file,caption\n${rows.join('\n')}\n`), ...files];
}
