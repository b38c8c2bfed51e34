import { expect, test } from 'vitest';
import { fileName } from './file-name';

test('a run’s name becomes a file name that every system takes', () => {
  expect(fileName('Micro llama 2 · Learning rate 0.001', 'zip')).toBe('micro-llama-2-learning-rate-0.001.zip');
  expect(fileName('../..\\CON: *?"<>|', 'zip')).toBe('con.zip');
  expect(fileName('···', 'zip')).toBe('model.zip');
  expect(fileName('é'.repeat(200), 'zip')).toHaveLength(64);
});
