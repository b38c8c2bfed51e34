import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedRegion } from './changed-region';

describe('changed region', () => {
  it('finds what was taken out', () => {
    expect(changedRegion('one\u200b two', 'one two')).toEqual({
      before: { lead: 'one', changed: '\u200b', tail: ' two' },
      after: { lead: 'one', changed: '', tail: ' two' },
    });
  });
  it('does not count a repeated character twice', () => {
    const { before, after } = changedRegion('aaa', 'aa');
    expect(before.lead + before.changed + before.tail).toBe('aaa');
    expect(after.lead + after.changed + after.tail).toBe('aa');
  });
  it('puts short texts together again', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), fc.string({ maxLength: 50 }), (a, b) => {
        const region = changedRegion(a, b);
        expect(region.before.lead + region.before.changed + region.before.tail).toBe(a);
        expect(region.after.lead + region.after.changed + region.after.tail).toBe(b);
      }),
    );
  });
  it('stays short on long texts', () => {
    const { before } = changedRegion('x'.repeat(1e5), 'y'.repeat(1e5));
    expect(before.changed.length).toBeLessThan(300);
  });
});
