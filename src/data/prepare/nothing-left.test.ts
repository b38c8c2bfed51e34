import { expect, it } from 'vitest';
import { nothingLeft } from './nothing-left';

const step = (id: string, dropped: Record<string, number>) => ({
  ...{ id, documentsIn: 0, changed: 0, seconds: 0, examples: [] },
  dropped,
});

it('names the step that dropped most first, with all its reasons', () => {
  const audit = [
    step('white-space', {}),
    step('language', { 'other language': 5, unsure: 0 }),
    step('gone', { short: 1000, long: 200 }),
  ];
  expect(nothingLeft(audit, 1205).report).toMatchObject({
    what: 'Cleaning dropped all 1,205 documents: 1,200 by gone (1,000 short, 200 long), 5 by Language (other language)',
    remedy: 'Switch off gone or change its options, choose another recipe, or add other text.',
  });
});

it('speaks of one document as one', () => {
  expect(nothingLeft([step('language', { other: 1 })], 1).report.what).toBe(
    'Cleaning dropped the only document: 1 by Language (other)',
  );
});
