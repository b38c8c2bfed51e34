import { describe, expect, test } from 'vitest';
import { isAbort, LoamError, toReport } from './errors';

const report = { code: 'import/empty', what: 'The file is empty', where: 'a.txt', remedy: 'Choose another file.' };

describe('errors', () => {
  test('a LoamError reads as one line and keeps its cause', () => {
    const cause = new Error('below');
    const error = new LoamError(report, { cause });
    expect(error.message).toBe('a.txt: The file is empty: Choose another file.');
    expect(error.cause).toBe(cause);
    expect(new LoamError({ ...report, where: '' }).message).toBe('The file is empty: Choose another file.');
  });

  test('toReport gives the report back, also of an error that lost its class on the way between threads', () => {
    expect(toReport(new LoamError(report))).toEqual(report);
    const crossed = Object.assign(new Error('x'), { report });
    expect(toReport(crossed)).toEqual(report);
  });

  test('toReport keeps the message of what nobody foresaw', () => {
    expect(toReport(new TypeError('x is undefined'), 'step 3')).toMatchObject({
      code: 'unforeseen',
      what: 'x is undefined',
      where: 'step 3',
    });
    expect(toReport('a string')).toMatchObject({ code: 'unforeseen', what: 'a string', where: '' });
    expect(toReport(undefined).what).toBe('undefined');
    expect(toReport(null).what).toBe('null');
  });

  test('isAbort knows cancelled work', () => {
    const controller = new AbortController();
    controller.abort();
    expect(isAbort(controller.signal.reason)).toBe(true);
    expect([isAbort(new Error('x')), isAbort('AbortError'), isAbort(undefined)]).toEqual([false, false, false]);
  });
});
