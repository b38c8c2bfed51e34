import type { TokenizerFile } from '@/data/tokenizers/entry';
import { isRecord, parseTokenizerFile } from '@/data/tokenizers/tokenizer-file';

/** What `AutoTokenizer` needs beside `tokenizer.json`. No token is ever added to a text: `add_bos_token` and `add_eos_token` are false. */
export function tokenizerConfig(file: TokenizerFile, contextLength: number): Record<string, unknown> {
  return {
    tokenizer_class: 'PreTrainedTokenizerFast',
    model_max_length: contextLength,
    ...specialTokensMap(file),
    add_prefix_space: false,
    add_bos_token: false,
    add_eos_token: false,
    clean_up_tokenization_spaces: false,
    added_tokens_decoder: Object.fromEntries(addedTokens(file)),
  };
}

/** What ends a text (`<|endoftext|>` in ours) begins, ends and pads, as in GPT-2; it also stands for the unknown where there is no token for that. */
export function specialTokensMap(file: TokenizerFile): Record<string, string> {
  const { model, tokens, endOfTextId } = parseTokenizerFile(file);
  const end = tokens[endOfTextId] ?? '';
  const { unk_token: named, unk_id: id } = model;
  const unknown = typeof named === 'string' ? named : typeof id === 'number' ? tokens[id] : undefined;
  return { bos_token: end, eos_token: end, pad_token: end, unk_token: unknown ?? end };
}

function addedTokens({ added_tokens: tokens }: TokenizerFile): [string, Record<string, unknown>][] {
  return (Array.isArray(tokens) ? tokens : []).filter(isRecord).map(({ id, ...token }) => [String(id), token]);
}
