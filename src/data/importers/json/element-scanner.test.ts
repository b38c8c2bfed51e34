import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ElementScanner } from './element-scanner';

describe('ElementScanner', () => {
  const scan = (text: string, cuts: readonly number[]) => {
    const scanner = new ElementScanner();
    const found = [0, ...cuts].flatMap((from, i) => scanner.push(text.slice(from, cuts[i] ?? text.length)));
    scanner.end();
    return { found, scanner };
  };

  it('finds the elements of any array, wherever the text is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 1 }),
        fc.constantFrom(0, 2),
        fc.array(fc.nat()),
        (values, indent, places) => {
          for (const wrapped of [values, { before: { x: 'a' }, list: values }]) {
            const text = JSON.stringify(wrapped, null, indent);
            const cuts = places.map((place) => place % text.length).sort((a, b) => a - b);
            const { found, scanner } = scan(text, cuts);
            expect(scanner.complete).toBe(true);
            // As JSON has them: -0 is 0.
            expect(found.map((element) => JSON.parse(element.text))).toEqual(JSON.parse(JSON.stringify(values)));
            for (const { text: element, start, end } of found) expect(text.slice(start, end)).toBe(element);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('passes over empty arrays before the one that holds something', () => {
    const text = '{"errors": [], "warnings": [ ], "data": [{"a": 1}, "b"], "more": ["c"]}';
    for (const at of [1, 12, 28, 45])
      expect(scan(text, [at]).found.map((element) => element.text)).toEqual(['{"a": 1}', '"b"']);
  });

  it('takes an object without an array as one element', () => {
    const text = '{"text": "one ] thing", "more": {"a": [1]}}';
    for (const at of [1, 5, 12, 20, 30]) expect(scan(text, [at]).found.map((element) => element.text)).toEqual([text]);
  });

  it('takes time that grows with the text and not with its square', () => {
    const start = process.cpuUsage();
    // Looking back for escapes from each of 160,000 strings took minutes.
    expect(scan(`[${'{"a":"b","c":"d"},'.repeat(40_000)}`, []).found).toHaveLength(40_000);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(3000);
  });
});
