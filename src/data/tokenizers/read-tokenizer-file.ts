import { LoamError } from '@/base/errors';
import type { Tokenizer } from './entry';
import { loadTokenizer } from './load-tokenizer';
import { isRecord } from './tokenizer-file';

/** The largest vocabularies in use come to 20 MB. */
const MOST_BYTES = 100e6;

/** The tokenizer of a `tokenizer.json` that somebody brings. Throws LoamError `tokenizer/not-json` or `tokenizer/unreadable`, with the file's name. */
export async function readTokenizerFile(blob: Blob, name: string): Promise<Tokenizer> {
  if (blob.size > MOST_BYTES) throw notJson(name, `It is larger than ${MOST_BYTES / 1e6} MB, as no tokenizer is`);
  let file: unknown;
  try {
    // Not Blob.text(), which makes U+FFFD of what is no UTF-8: two tokens could become one.
    file = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await blob.arrayBuffer()));
  } catch (error) {
    if (error instanceof SyntaxError) throw notJson(name, 'It is not JSON');
    if (error instanceof TypeError) throw notJson(name, 'It is not UTF-8 text');
    throw error;
  }
  if (!isRecord(file)) throw notJson(name, 'It is not a JSON object');
  try {
    return loadTokenizer(file);
  } catch (error) {
    if (!(error instanceof LoamError)) throw error;
    const { report } = error;
    throw new LoamError({ ...report, where: report.where.replace(/^tokenizer\.json/, () => name) }, { cause: error });
  }
}

const notJson = (where: string, what: string) =>
  new LoamError({
    code: 'tokenizer/not-json',
    what,
    where,
    remedy: 'Choose the tokenizer.json that lies beside a model in Hugging Face’s format.',
  });
