import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCatalog } from '../../importers/mo/catalog';

/** Lines that nobody here wrote, each once, in many scripts; for tests. */

const TYPESCRIPT = fileURLToPath(new URL('../../../../node_modules/typescript-5/lib', import.meta.url));
const LOCALES = '/usr/share/locale';

/** TypeScript's 2,120 messages in one of 13 languages: `de`, `ja`, `ko`, `ru`, `zh-cn`, ... (npm, Apache-2.0). */
export function compilerMessages(locale: string): string[] {
  const messages: unknown = JSON.parse(
    readFileSync(join(TYPESCRIPT, locale, 'diagnosticMessages.generated.json'), 'utf8'),
  );
  return linesOf(Object.values(messages as Record<string, string>));
}

/**
 * The translations that Debian's iso-codes has for a locale: names of languages, countries, regions, currencies and scripts. Undefined where the
 * package is not installed.
 */
export function isoNames(locale: string): string[] | undefined {
  const folder = join(LOCALES, locale, 'LC_MESSAGES');
  if (!existsSync(join(folder, 'iso_639-2.mo'))) return undefined;
  const files = readdirSync(folder).filter((name) => /^iso_[\d-]+\.mo$/.test(name));
  const decoder = new TextDecoder();
  return linesOf(
    files.sort().flatMap((name) => {
      const catalog = openCatalog(new Uint8Array(readFileSync(join(folder, name))));
      // The first is the header.
      return Array.from({ length: catalog?.count ?? 0 }, (_, i) =>
        i === 0 ? '' : decoder.decode(catalog?.message(i)?.target),
      );
    }),
  );
}

const linesOf = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => text.split(/[\n\0]/)).filter((line) => line !== '')),
];
