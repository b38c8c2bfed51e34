import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blocksIn, withBlocks } from './blocks';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('README.md', () => {
  it('is what the registries say; else run: npm run readme', () => {
    expect(withBlocks(readme)).toBe(readme);
  });

  it('tells the formats, models and options from the registries', () => {
    expect(blocksIn(readme)).toEqual(expect.arrayContaining(['formats', 'models', 'exporters', 'cli']));
  });
});

describe('the generator', () => {
  it('replaces what stands between the markers and nothing else', () => {
    const text = 'a\n<!-- generated:schedules -->\nold\n<!-- /generated -->\nb\n';
    const made = withBlocks(text);
    expect(made).toMatch(/^a\n<!-- generated:schedules -->\n\| Schedule \|/);
    expect(made).toMatch(/\|\n<!-- \/generated -->\nb\n$/);
    expect(made).not.toContain('old');
    expect(withBlocks(made)).toBe(made);
  });

  it('refuses a name that does not exist and a marker without end', () => {
    expect(() => withBlocks('<!-- generated:nothing -->\n<!-- /generated -->')).toThrow(/no block is called "nothing"/);
    expect(() => withBlocks('<!-- generated:models -->\n')).toThrow(/has no/);
  });

  it('leaves a text without markers alone', () => {
    expect(withBlocks('# A\n')).toBe('# A\n');
  });
});
