import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { OPS } from './table';

const folders = readdirSync(fileURLToPath(new URL('../../../src/gpu/ops/', import.meta.url)));

describe('the ops bench', () => {
  it('has a row for every op', () => {
    expect([...new Set(OPS.map(({ folder }) => folder))].sort()).toEqual(folders.sort());
  });

  it('tells its rows apart', () => {
    const names = OPS.map(({ name, shape }) => `${name}, ${shape}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has a cost for both passes where there is a gradient, and only there', () => {
    for (const { name, parameters, both, changes } of OPS) {
      expect([name, both !== undefined]).toEqual([name, parameters !== undefined]);
      expect([name, changes !== undefined && parameters !== undefined]).toEqual([name, false]);
    }
  });
});
