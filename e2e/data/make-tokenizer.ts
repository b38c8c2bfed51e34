/**
 * A small `tokenizer.json` as another library would write it: GPT-2's own form, one merge, pairs for merges, and a text that ends with `</s>`.
 * 258 tokens: the 256 bytes, "th", and the end.
 */
export function foreignTokenizer(): Record<string, unknown> {
  const vocabulary = new Map<string, number>();
  let beyond = 256;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
    vocabulary.set(String.fromCharCode(printable ? byte : beyond++), byte);
  }
  vocabulary.set('th', 256);
  const end = { id: 257, content: '</s>', single_word: false, lstrip: false, rstrip: false, normalized: true, special: true };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [end],
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true },
    post_processor: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: false },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true },
    model: { type: 'BPE', unk_token: null, vocab: Object.fromEntries(vocabulary), merges: [['t', 'h']] },
  };
}
