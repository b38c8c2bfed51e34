import type { ImporterEntry } from './entry';
import { importers } from './index';
import { text } from './text';

/** The importer of a file by its ending. Anything else that turns out to be text is text. */
export function importerFor(name: string): ImporterEntry {
  return byEnding(name) ?? text;
}

/** By what the first bytes prove, then by the ending, then by what they resemble. */
export function chooseImporter(name: string, head: Uint8Array): ImporterEntry {
  const proven = importers.entries.find((entry) => entry.proves?.(head));
  return proven ?? byEnding(name) ?? importers.entries.find((entry) => entry.resembles?.(head)) ?? text;
}

/** The importer of a zip archive that is a file of some format rather than an archive of files; its `members` tell, where they are given. */
export function packageImporter(name: string, members?: readonly string[]): ImporterEntry | undefined {
  const packages = importers.entries.filter((entry) => entry.zipMember !== undefined);
  const named = byEnding(name);
  if (named && packages.includes(named)) return named;
  return packages.find(({ zipMember }) => zipMember !== undefined && members?.includes(zipMember));
}

function byEnding(name: string): ImporterEntry | undefined {
  const ending = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return importers.entries.find(({ extensions }) => extensions.includes(ending));
}
