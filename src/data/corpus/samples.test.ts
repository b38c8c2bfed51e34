import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { samples } from './samples';

describe('sample corpora', () => {
  it.each(samples)('$label is shipped with the size that is declared', ({ path, sizeBytes }) => {
    expect(statSync(fileURLToPath(new URL(`../../../public/${path}`, import.meta.url))).size).toBe(sizeBytes);
  });
});
