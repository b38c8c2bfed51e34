import { expect, test } from 'vitest';
import { shown, table } from './table';

test('numbers to three digits, large ones whole and grouped, unknown ones as a dash', () => {
  expect([1234.5, 99.96, 0.012345, 0, Number.NaN, undefined, 'text'].map((value) => shown(value))).toEqual([
    '1,235',
    '100',
    '0.0123',
    '0',
    '-',
    '-',
    'text',
  ]);
  expect(shown(1234.5, 2)).toBe('1,234.50');
});

test('is Markdown with numbers on the right', () => {
  const rows = [
    { name: 'ours', ms: 70.25 },
    { name: 'somebody', ms: undefined },
  ];
  expect(
    table(
      [
        { head: 'peer', of: (r) => r.name },
        { head: 'ms', of: (r) => r.ms, digits: 1 },
      ],
      rows,
    ),
  ).toBe(['| peer     |   ms |', '| -------- | ---: |', '| ours     | 70.3 |', '| somebody |    - |'].join('\n'));
});

test('without rows has its head', () => expect(table([{ head: 'a', of: () => 1 }], [])).toBe('| a   |\n| --- |'));
