import { END_OF_TEXT } from '@/data/tokenizers/end-of-text';
import type { TokenizerFile } from '@/data/tokenizers/entry';

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

/** `<|endoftext|>` begins, ends and pads, as in GPT-2; it also stands for the unknown where the vocabulary has no token for that. */
export function specialTokensMap(file: TokenizerFile): Record<string, string> {
  const { model } = file;
  const unknown = isRecord(model) && typeof model.unk_token === 'string' ? model.unk_token : END_OF_TEXT;
  return { bos_token: END_OF_TEXT, eos_token: END_OF_TEXT, pad_token: END_OF_TEXT, unk_token: unknown };
}

function addedTokens({ added_tokens: tokens }: TokenizerFile): [string, Record<string, unknown>][] {
  return (Array.isArray(tokens) ? tokens : []).filter(isRecord).map(({ id, ...token }) => [String(id), token]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
