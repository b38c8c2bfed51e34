import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type LintFile, RULES, type Rule, type Violation } from './rules';
import { sourceFacts } from './source-facts';

/** The rules over a set of files; `sources` maps repository paths to their text. */
export function lint(sources: ReadonlyMap<string, string>, rules: readonly Rule[] = RULES): Violation[] {
  const files = new Map<string, LintFile>();
  const violations: Violation[] = [];
  for (const [path, code] of sources) {
    try {
      files.set(path, { path, facts: sourceFacts(path, code) });
    } catch (error) {
      violations.push({ path, line: 1, what: String(error), because: 'what cannot be parsed cannot be checked' });
    }
  }
  for (const file of files.values()) {
    for (const rule of rules) {
      for (const { line, what } of rule.check(file, files)) {
        violations.push({ path: file.path, line, what, because: `${rule.because} [${rule.id}]` });
      }
    }
  }
  return violations;
}

export function readSources(root: string, folders: readonly string[]): Map<string, string> {
  const sources = new Map<string, string>();
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.parentPath.includes('node_modules') || !/\.(tsx?|mjs)$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      sources.set(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8'));
    }
  }
  return sources;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const sources = readSources(root, ['src', 'e2e']);
  const violations = lint(sources);
  for (const { path, line, what, because } of violations)
    console.error(`${path}:${line}  ${what}\n    because ${because}`);
  console.log(`rooms: ${sources.size} files, ${RULES.length} rules, ${violations.length} violations`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}
