import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tokenizer } from '@/data/tokenizers/entry';
import { loadTokenizer } from '@/data/tokenizers/load-tokenizer';
import { readTokenizerFile } from '@/data/tokenizers/read-tokenizer-file';
import { type ModelFiles, readTokenizer } from '@/export/hugging-face/read-model';
import { UsageError } from './usage-error';

/** What DIR is, in every command that takes one. */
export const MODEL_FOLDER = {
  name: 'DIR',
  help: 'A folder that train wrote, or that an exported zip was unpacked to.',
};

/** The tokenizer of an exported model. Throws UsageError and LoamError `model/...`, `tokenizer/unreadable`. */
export async function openTokenizer(folder: string): Promise<Tokenizer> {
  return loadTokenizer(await readTokenizer(await filesOf(folder)));
}

/** The same of a folder, or of a `tokenizer.json` that stands alone. */
export async function openAnyTokenizer(path: string): Promise<Tokenizer> {
  const info = await stat(path).catch(() => undefined);
  return info?.isFile() ? readTokenizerFile(await openAsBlob(path), path) : openTokenizer(path);
}

/** The files of a model's folder. Throws UsageError. */
export async function filesOf(folder: string): Promise<ModelFiles> {
  const info = await stat(folder).catch(() => undefined);
  if (!info?.isDirectory()) throw new UsageError('DIR', `${folder} is no folder`, 'Give the folder that train wrote.');
  return async (name) => {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    return found?.isFile() ? openAsBlob(path) : undefined;
  };
}
