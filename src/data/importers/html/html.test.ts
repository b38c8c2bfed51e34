import { describe, expect, it } from 'vitest';
import { file, importTexts } from '../../corpus/testing/import-texts';

const one = async (html: string | Uint8Array) => (await importTexts([file('a.html', html)])).texts[0];
const sentence = 'The harpooneer said nothing of it, and went below to see to his bag and his coat. ';

describe('html', () => {
  it('keeps paragraphs, lines, cells and preformatted text apart', async () => {
    expect(
      await one(
        '<h1>A</h1><p>b <b>c</b>d<br>e</p><table><tr><td>1</td><td>2</td></tr><tr><td>3<td>4</table><pre>x\n  y</pre>z&nbsp;z<div>w</div>',
      ),
    ).toBe('A\n\nb cd\ne\n\n1\t2\n3\t4\n\nx\n  y\n\nz\u00a0z\nw');
  });

  it('leaves out scripts, styles and comments, whatever they hold', async () => {
    expect(
      await one(
        '<p>a<script>if (1 < 2) "</p>"</script>b<style>p > a {}</style><!-- <p>no --><svg><text>x</text></svg>c',
      ),
    ).toBe('abc');
  });

  it('decodes entities, wherever the file is cut', async () => {
    const page = `<p>${'x &lt;b&gt; &auml; &#128512; &notit; '.repeat(60_000)}</p>`;
    expect(await one(page)).toBe('x <b> ä 😀 ¬it; '.repeat(60_000).trimEnd());
  });

  it('takes the main text of an article and its title, and leaves its menus', async () => {
    const menu = `<nav><ul>${'<li><a href="/x">Somewhere else entirely</a></li>'.repeat(20)}</ul></nav>`;
    const article = `<article><h1>The bag</h1>${`<p>${sentence.repeat(4)}</p>`.repeat(6)}</article>`;
    const text = await one(
      `<html><head><title>Whales</title></head><body>${menu}${article}<footer>Imprint</footer></body></html>`,
    );
    expect(text?.startsWith('Whales\n\n')).toBe(true);
    expect(text?.split(sentence.trim()).length).toBe(25);
    expect(text).not.toMatch(/Somewhere|Imprint/);
  });

  it('takes all text where there is little that is main', async () => {
    const item = (i: number) => `<div><a href="/${i}">Item number ${i}</a></div>`;
    const list = Array.from({ length: 200 }, (_, i) => item(i)).join('');
    expect((await one(`<title>List</title>${list}`))?.split('\n')).toHaveLength(202);
    expect(await one('<nav>Just this</nav>')).toBe('Just this');
  });

  it('reads a page that is too large for a tree, or too deep, as a stream', async () => {
    const large = `<title>T</title><nav>menu</nav>${`<p>${sentence}</p>`.repeat(14_000)}`;
    expect((await one(large))?.startsWith('T\n\nmenu\n\nThe harpooneer')).toBe(true);
    const deep = `<nav>menu</nav>${'<div>'.repeat(100_000)}${sentence.repeat(10)}`;
    expect((await one(deep))?.startsWith('menu\n\nThe')).toBe(true);
    // A parser with a stack searches all of it for each of these.
    const unclosed = '<b>'.repeat(100_000) + '</i>'.repeat(100_000);
    expect(await one(`${unclosed}end`)).toBe('end');
  });

  it('takes the encoding that the page names before one that statistics guess', async () => {
    const page = '<meta charset="koi8-r"><p>';
    const letters = Uint8Array.from([...page].map((c) => c.charCodeAt(0)).concat([0xd0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]));
    expect(await one(letters)).toBe('привет');
  });

  it('says where a comment is never closed, and keeps what came before', async () => {
    const { texts, codes, source } = await importTexts([file('a.html', `<p>before<!-- ${'x'.repeat(6 << 20)}`)]);
    expect(texts).toEqual(['before']);
    expect(codes).toEqual(['import/markup-unclosed']);
    expect(source.files[0]?.problems[0]?.where).toMatch(/^a\.html, byte \d+$/);
  });
});

it('a file of thousands of pages, one in the other, gives all their text within seconds', async () => {
  const page = 'itle>Fish &amp; more</title></head><body><p>One page>';
  const before = process.cpuUsage();
  const { texts, codes } = await importTexts([file('a.html', page.repeat(5500))]);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(9);
  expect(codes).toEqual([]);
  expect(texts[0]?.match(/Fish & more/g)?.length).toBeGreaterThan(5000);
});
