import { readPattern } from '@/data/tokenizers/byte-bpe/byte-level';
import { LLAMA3_PATTERN, QWEN2_PATTERN } from '@/data/tokenizers/byte-bpe/llama3-words';
import { GPT2_PATTERN } from '@/data/tokenizers/byte-bpe/pre-tokenize';
import { isCharacterFile } from '@/data/tokenizers/characters/character-tokenizer';
import type { TokenizerFile } from '@/data/tokenizers/entry';
import { isRecord, parseTokenizerFile } from '@/data/tokenizers/tokenizer-file';
import type { DatasetManifest } from '@/schema/dataset';
import { count, fenced, plain } from './markdown';

/** What llama.cpp's converter calls these ways of cutting words. */
const LLAMA_NAMES: ReadonlyMap<unknown, string> = new Map([
  [GPT2_PATTERN, 'gpt-2'],
  [LLAMA3_PATTERN, 'llama-bpe'],
  [QWEN2_PATTERN, 'qwen2'],
]);

const SENTENCEPIECE = 'SentencePiece BPE';

/** "Byte-level BPE", whatever the tokenizer came from. */
function kindOf(file: TokenizerFile): string {
  const parsed = parseTokenizerFile(file);
  if (parsed.type !== 'BPE') return parsed.type;
  if (parsed.model.byte_fallback === true) return SENTENCEPIECE;
  return isCharacterFile(file, parsed) ? 'Characters' : 'Byte-level BPE';
}

/** Which tokenizer it is and where it came from. */
export function tokenizerSentence({ tokenizer, preparation }: DatasetManifest, file: TokenizerFile): string {
  const { importedTokenizer: imported } = preparation;
  const origin = imported ? `imported from ${plain(imported.name)}` : 'trained on the training side';
  return `Tokenizer: ${kindOf(file)}, ${count(tokenizer.vocabularySize)} tokens, ${origin}.`;
}

/** Whether readers of the file put special tokens around a text unless told not to. */
export function addsTokens({ post_processor: processor }: TokenizerFile): boolean {
  const steps = isRecord(processor) && Array.isArray(processor.processors) ? processor.processors : [processor];
  return steps.some((step) => isRecord(step) && step.type !== 'ByteLevel');
}

/** How llama.cpp comes to read the export, or why it cannot. */
export function llamaCpp(file: TokenizerFile): string {
  const kind = kindOf(file);
  if (kind === SENTENCEPIECE)
    return 'With llama.cpp it was not tried: its converter looks for the `tokenizer.model` that such a tokenizer comes with, which is not in this folder.';
  if (kind !== 'Byte-level BPE')
    return 'llama.cpp cannot read it: from a `tokenizer.json` its converter takes byte-level BPE alone.';
  const name = LLAMA_NAMES.get(readPattern(file.pre_tokenizer)) ?? 'gpt-2';
  const commands = 'python convert_hf_to_gguf.py my-model --outfile my-model.gguf\nllama-cli -m my-model.gguf -p "The"';
  return (
    'With llama.cpp, after conversion. The converter knows tokenizers by a checksum of published vocabularies: where this one is new to it, it stops in ' +
    `\`get_vocab_base_pre\`; let it answer \`"${name}"\` there, whose way of cutting words this is.\n\n${fenced(commands, 'sh')}`
  );
}
