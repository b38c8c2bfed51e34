/** Side of a patch in pixels. */
export const PATCH = 16;

/** Stands for one patch. */
export const IMAGE_MARK = '<|image|>';
/** Stands at the end of a row of patches. */
export const IMAGE_ROW_MARK = '<|image-row|>';

/** How many patches a picture has across and down; one that is begun counts. */
export const patchGrid = (width: number, height: number): { columns: number; rows: number } => ({
  columns: Math.ceil(width / PATCH),
  rows: Math.ceil(height / PATCH),
});

/**
 * The place of a picture in a text: a mark for each patch, row by row from the top left, and one that ends each row, so that pictures of any
 * size and shape are told apart (Fuyu: Bavishi et al. 2023, adept.ai/blog/fuyu-8b). A model that reads pictures puts the projection of a
 * patch's pixels where its mark is.
 */
export function imageText({ width, height }: { readonly width: number; readonly height: number }): string {
  const { columns, rows } = patchGrid(width, height);
  return (IMAGE_MARK.repeat(columns) + IMAGE_ROW_MARK).repeat(rows);
}

/**
 * The pixels of the patches in the order of their marks, as a model takes them: [patches, PATCH * PATCH * 3], from 0 to 1. What lies beyond
 * the right and lower edge is white.
 */
export function patches({
  width,
  height,
  pixels,
}: {
  width: number;
  height: number;
  pixels: Uint8Array;
}): Float32Array {
  const { columns, rows } = patchGrid(width, height);
  const out = new Float32Array(columns * rows * PATCH * PATCH * 3).fill(1);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const patch = Math.floor(y / PATCH) * columns + Math.floor(x / PATCH);
      const to = (patch * PATCH * PATCH + (y % PATCH) * PATCH + (x % PATCH)) * 3;
      for (let c = 0; c < 3; c++) out[to + c] = (pixels[(y * width + x) * 3 + c] ?? 0) / 255;
    }
  return out;
}
