import { LoamError } from '@/base/errors';
import type { ZipPackage } from '../zip-package/open-package';
import { resolved, tagsOf } from '../zip-package/relationships';

/** Members that are the book's chapters, in reading order, each once (EPUB 3.3, sections 4.2.6 and 5.7). Throws LoamError `import/damaged-epub`. */
export async function spineOf(zip: ZipPackage, path: string): Promise<string[]> {
  const container = await tagsOf(zip, 'META-INF/container.xml');
  const main = container.find(({ name }) => name === 'rootfile')?.attributes.get('full-path') ?? '';
  if (!zip.has(main)) throw damaged(path, `its package document "${main.slice(0, 200)}" is missing`);
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const tags = await tagsOf(zip, main);
  const chapters = new Map<string, string>();
  for (const { name, attributes } of tags) {
    const type = attributes.get('media-type') ?? '';
    if (name === 'item' && /x?html|xml/i.test(type) && !/svg|ncx|smil|css/i.test(type))
      chapters.set(attributes.get('id') ?? '', resolved(folder, address(attributes.get('href') ?? '')));
  }
  const order = new Set<string>();
  for (const { name, attributes } of tags) {
    const chapter = name === 'itemref' ? chapters.get(attributes.get('idref') ?? '') : undefined;
    if (chapter !== undefined) order.add(chapter);
  }
  if (order.size === 0) throw damaged(path, 'its package document names no chapters');
  return [...order];
}

/** Addresses are URLs: what stands behind `#` is a place inside a chapter. */
function address(href: string): string {
  const plain = href.replace(/#.*$/s, '');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

function damaged(path: string, what: string): LoamError {
  return new LoamError({
    code: 'import/damaged-epub',
    what: `This e-book cannot be read: ${what}`,
    where: path,
    remedy: 'Download it again, or convert it to plain text first.',
  });
}
