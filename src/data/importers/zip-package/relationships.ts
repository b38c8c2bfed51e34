import { MarkupScanner } from '../markup/markup-scanner';
import type { ZipPackage } from './open-package';

export interface Tag {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Lists of parts, sheets and styles are short. */
const MOST_TAGS = 200_000;

/** All beginnings of elements of a small part, in order. */
export async function tagsOf(zip: ZipPackage, name: string): Promise<Tag[]> {
  const tags: Tag[] = [];
  const scanner = new MarkupScanner('xml', {
    open: (tag, attributes) => {
      if (tags.length < MOST_TAGS) tags.push({ name: localName(tag), attributes });
    },
    close: () => {},
    text: () => {},
  });
  for await (const text of zip.text(name)) scanner.write(text);
  scanner.finish();
  return tags;
}

export const localName = (tag: string): string => tag.slice(tag.indexOf(':') + 1);

/** Targets of a part's relationships by id, as names of members (ECMA-376 part 2, section 9). */
export async function relationships(
  zip: ZipPackage,
  part: string,
): Promise<{ id: string; type: string; target: string }[]> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const list = `${folder}_rels/${part.slice(slash)}.rels`;
  if (!zip.has(list)) return [];
  return (await tagsOf(zip, list)).flatMap(({ name, attributes }) =>
    name !== 'Relationship' || attributes.get('TargetMode') === 'External'
      ? []
      : [
          {
            id: attributes.get('Id') ?? '',
            type: attributes.get('Type') ?? '',
            target: resolved(folder, attributes.get('Target') ?? ''),
          },
        ],
  );
}

/** The main part of an Office file; `usual` where nothing names it. */
export async function mainPart(zip: ZipPackage, usual: string): Promise<string> {
  const main = (await relationships(zip, '')).find(({ type }) => type.endsWith('/officeDocument'));
  return main && zip.has(main.target) ? main.target : usual;
}

/** A relative address inside the package as the name of a member. */
export function resolved(folder: string, address: string): string {
  const segments = address.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const segment of address.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}
