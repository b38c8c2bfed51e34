import { describe, expect, test } from 'vitest';
import { LoamError } from './errors';
import { type Entry, Registry } from './registry';

const entry = (id: string): Entry => ({ id, version: 1, label: id, help: '', options: {} });

describe('Registry', () => {
  const registry = new Registry('importer', [entry('text'), entry('csv')]);

  test('keeps the order and finds by id', () => {
    expect(registry.ids).toEqual(['text', 'csv']);
    expect(registry.get('csv').label).toBe('csv');
    expect([registry.has('csv'), registry.has('pdf'), registry.has('constructor')]).toEqual([true, false, false]);
  });

  test('says what there is when asked for what there is not', () => {
    expect(() => registry.get('pdf')).toThrow(LoamError);
    expect(() => registry.get('pdf')).toThrow(/no importer called "pdf".*text, csv/);
  });

  test('two entries cannot share an id', () => {
    expect(() => new Registry('importer', [entry('a'), entry('a')])).toThrow('two importer entries share an id');
  });
});
