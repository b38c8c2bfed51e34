import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { completed, missingFrom } from './complete-lock.mjs';

test('package-lock.json holds every platform package, or npm 11 refuses it (repair: node e2e/setup/complete-lock.mjs)', () => {
  const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'));
  expect(missingFrom(lock).map(({ name }) => name)).toEqual([]);
});

test('what is missing is put back by its name, in its place, and the rest is left alone', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/@tool/cli': {
        dev: true,
        license: 'MIT',
        optionalDependencies: {
          '@tool/cli-linux-x64': '1.0.0',
          '@tool/cli-linux-x64-musl': '1.0.0',
          '@tool/cli-win32-arm64': '1.0.0',
        },
      },
      'node_modules/@tool/cli-linux-x64': { version: '1.0.0' },
      'node_modules/zebra': {},
    },
  };
  const whole = completed(lock);
  expect(missingFrom(whole)).toEqual([]);
  expect(Object.keys(whole.packages)).toEqual([
    '',
    'node_modules/@tool/cli',
    'node_modules/@tool/cli-linux-x64',
    'node_modules/@tool/cli-linux-x64-musl',
    'node_modules/@tool/cli-win32-arm64',
    'node_modules/zebra',
  ]);
  expect(whole.packages).toMatchObject({
    'node_modules/@tool/cli-linux-x64-musl': {
      version: '1.0.0',
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
      dev: true,
      optional: true,
    },
  });
  expect(completed(whole)).toEqual(whole);
});
