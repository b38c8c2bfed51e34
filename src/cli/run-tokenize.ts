import type { Arguments } from './arguments';
import { opened } from './input-files';
import { openAnyTokenizer } from './model-folder';
import type { Terminal } from './terminal';
import { textPieces } from './text-pieces';

export async function runTokenize(
  { positionals: [folder = '', file = ''] }: Arguments,
  terminal: Terminal,
): Promise<void> {
  const tokenizer = await openAnyTokenizer(folder);
  let before = '[';
  let goesOn = false;
  for await (const piece of textPieces(await opened(file), file, terminal, tokenizer)) {
    const ids = tokenizer.encode(piece, goesOn);
    goesOn = true;
    if (ids.length === 0) continue;
    await terminal.out(before + ids.join());
    before = ',';
  }
  await terminal.out(before === '[' ? '[]\n' : ']\n');
}
