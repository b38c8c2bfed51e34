import { LoamError } from '@/base/errors';
import type { ImportedTokenizer } from '@/schema/dataset';
import type { Storage } from '@/storage/storage';
import { TextHash } from '../cleaning/exact-duplicates/text-hash';
import type { Tokenizer } from '../tokenizers/entry';
import { loadTokenizer } from '../tokenizers/load-tokenizer';
import { readTokenizerFile } from '../tokenizers/read-tokenizer-file';
import { withSpecialTokens } from '../tokenizers/special-tokens';
import { isRecord } from '../tokenizers/tokenizer-file';
import { writeFile } from './byte-sink';

const FOLDER = 'tokenizers';
const pathOf = (id: string) => `${FOLDER}/${id}.json`;

/** Checks a `tokenizer.json` and keeps it in storage, for `PrepareConfig.importedTokenizer`. Throws as `readTokenizerFile` does. */
export async function keepTokenizer(storage: Storage, blob: Blob, name: string): Promise<ImportedTokenizer> {
  const { file, vocabularySize } = await readTokenizerFile(blob, name);
  const text = JSON.stringify(file);
  const hash = new TextHash();
  hash.add(text);
  const id = hash
    .digest()
    .map((half) => half.toString(16).padStart(8, '0'))
    .join('');
  if (!(await storage.exists(pathOf(id)))) await writeFile(await storage.create(pathOf(id)), (sink) => sink.text(text));
  return { id, name, vocabularySize };
}

/**
 * What was kept, with `marks` behind its vocabulary as special tokens where it lacks them (those of augmentations), as Hugging Face's
 * `add_special_tokens` does it: other text keeps its ids. Throws LoamError `tokenizer/gone`.
 */
export async function importedTokenizer(
  storage: Storage,
  { id, name }: ImportedTokenizer,
  marks: readonly string[] = [],
): Promise<Tokenizer> {
  if (!(await storage.exists(pathOf(id)))) throw gone(name);
  const file: unknown = JSON.parse(await (await storage.blob(pathOf(id))).text());
  if (!isRecord(file)) throw gone(name);
  const tokenizer = loadTokenizer(file);
  const missing = marks.filter((mark) => tokenizer.encode(mark).length !== 1);
  return missing.length === 0 ? tokenizer : loadTokenizer(withSpecialTokens(file, missing, tokenizer.vocabularySize));
}

/** Removes those that nobody has chosen any more. Data sets have copies of their own. */
export async function forgetTokenizers(storage: Storage, keep: string | undefined): Promise<void> {
  for (const path of await storage.list(`${FOLDER}/`))
    if (keep === undefined || path !== pathOf(keep)) await storage.remove(path);
}

const gone = (where: string) =>
  new LoamError({
    code: 'tokenizer/gone',
    what: 'The imported tokenizer is no longer in this browser’s storage',
    where,
    remedy: 'Import its file again, or choose another tokenizer.',
  });
