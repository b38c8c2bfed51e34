import { blobSource } from '@/data/encoding/byte-source';
import { detectEncoding } from '@/data/encoding/detect-encoding';
import { textPieces as decodedPieces } from '@/data/encoding/text-file';
import { TextCutter } from '@/data/prepare/cut-text';
import type { Tokenizer } from '@/data/tokenizers/entry';
import type { Terminal } from './terminal';

/**
 * A file's text, without a byte-order mark, in pieces that can be tokenized one by one with the ids of the whole, all but the first as going on. What is not UTF-8 is
 * decoded as the studio does when it imports, and said. Throws LoamError `import/binary`.
 */
export async function* textPieces(
  blob: Blob,
  path: string,
  terminal: Terminal,
  { mayCut }: Pick<Tokenizer, 'mayCut'>,
): AsyncGenerator<string> {
  if (blob.size === 0) return;
  const bytes = blobSource(path, blob);
  const { encoding, skipBytes, valid } = await detectEncoding(bytes, async () => terminal.interrupt.throwIfAborted());
  if (encoding.name !== 'utf-8') terminal.err(`${path}: read as ${encoding.name} (${encoding.how}).\n`);
  if (!valid) terminal.err(`${path}: some bytes are not valid ${encoding.name} and became U+FFFD.\n`);
  const cutter = new TextCutter(mayCut);
  for await (const { text: piece } of decodedPieces({ bytes, encoding: encoding.name, skipBytes, valid })) {
    const text = cutter.push(piece);
    if (text !== '') yield text;
  }
  const last = cutter.end();
  if (last !== '') yield last;
}
