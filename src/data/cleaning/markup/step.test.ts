import { describe, expect, it } from 'vitest';
import { cleanOne } from '../testing/clean-documents';
import { isMarkup } from './is-markup';

const page = `<!DOCTYPE html><html><head><title>Gone</title><style>p { color: red }</style></head>
<body><!-- a comment --><h1>A  heading</h1><p>Some <b>bold</b> text,
 &lt;quoted&gt; &amp; caf&eacute;&#33;</p><script>var a = "<p>no</p>";</script>
<ul><li>one</li><li>two</li></ul><pre>  as
  it is</pre><table><tr><td>a</td><td>b</td></tr></table>end<br>of it</body></html>`;
const read = 'A heading\n\nSome bold text, <quoted> & café!\n\none\ntwo\n\n  as\n  it is\n\na b\n\nend\nof it';

describe('markup', () => {
  it('leaves the text of a page', async () => {
    expect((await cleanOne('markup', page)).text).toBe(read);
    expect((await cleanOne('markup', page, { html: 'none' })).text).toBe(page);
  });

  it.each([
    ['prose about tags', 'A <b> tag makes text bold, and <i> makes it italic.', false],
    ['five tags', '<p>a</p><p>b</p><p>', false],
    ['six tags', '<p>a</p><p>b</p><p>c</p>', true],
    ['six tags in 1,800 characters', `${'<p>a</p>'.repeat(3)}${'x'.repeat(1776)}`, true],
    ['six tags in 1,801 characters', `${'<p>a</p>'.repeat(3)}${'x'.repeat(1777)}`, false],
    ['generics', 'Map<String, List<Integer>> '.repeat(20), false],
    ['XML', '<?xml version="1.0"?><note>a</note>', true],
    ['a page', ' <HTML lang=en>', true],
  ])('tells %s', (_, text, expected) => {
    expect(isMarkup(text)).toBe(expected);
  });

  it('gives up nesting and tags without end in linear time, and goes on', async () => {
    const started = performance.now();
    for (const hostile of ['<div>', '<a b="', '<!-- ', '<script>', '&', '<', '<svg><p>', '</p>'])
      await cleanOne('markup', `<html>${hostile.repeat(1_000_000 / hostile.length)}`);
    // Some seconds on a busy machine; the parser's list of open elements alone would take minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
    const { text } = await cleanOne('markup', `<html><p>before</p><!-- ${'x'.repeat(1_200_000)}--><p>after</p>`);
    expect(text?.startsWith('before')).toBe(true);
    expect(text?.endsWith('after')).toBe(true);
  });

  it.each([
    ['# Heading ##', 'Heading'],
    ['> > quoted', 'quoted'],
    ['- [x] **done** and *so* __on__ _now_', 'done and so on now'],
    ['![a picture](b.png "title") and [a link](http://c.de/d)', 'a picture and a link'],
    ['[text][ref], <https://a.de>, `code`, ~~gone~~', 'text, https://a.de, code, gone'],
    ['snake_case_name and 2 * 3 * 4 and #tag', 'snake_case_name and 2 * 3 * 4 and #tag'],
    ['a\n---\nb\n```js\nc\n```\nd', 'a\nb\nc\nd'],
  ])('reads Markdown when asked: %s', async (text, expected) => {
    expect((await cleanOne('markup', text, { markdown: true })).text).toBe(expected);
    expect((await cleanOne('markup', text)).text).toBe(text);
  });

  it('reads hostile Markdown in linear time', async () => {
    const started = performance.now();
    for (const piece of ['[', '![](', '*', '_a', '`', '> ', '~~a', '# ', '- - ', '<https://'])
      await cleanOne('markup', piece.repeat(60_000 / piece.length), { markdown: true });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
