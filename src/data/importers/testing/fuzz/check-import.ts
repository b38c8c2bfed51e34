import { file, importTexts } from '../../../corpus/testing/import-texts';

/**
 * Imports a file of any bytes and says what was wrong about how that went, or undefined: there must be text or a reason why not, every problem
 * must name the file and what to do, and the counts must be those of what was stored.
 */
export async function checkImport(name: string, contents: Uint8Array): Promise<string | undefined> {
  const { source, texts } = await importTexts([file(name, contents)]);
  const problems = source.files.flatMap((report) => report.problems);
  if (source.documents !== texts.length) return `${source.documents} documents declared, ${texts.length} stored`;
  if (texts.length === 0 && problems.length === 0) return 'neither text nor a reason';
  for (const { code, what, where, remedy } of problems) {
    // Names of members are the archive's own and may be anything; the dropped file comes first.
    if (!where.startsWith(name)) return `${code} is at "${where}", not at ${name}`;
    if (!/^(import|archive)\//.test(code)) return `${code} is no code of an import: ${what}`;
    if (what.trim() === '' || remedy.trim() === '') return `${code} says nothing`;
  }
  return undefined;
}
