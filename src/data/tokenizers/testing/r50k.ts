import { bytesOfToken, byteToCharacter } from '../byte-bpe/byte-alphabet';
import { byteBpeFile } from '../byte-bpe/tokenizer-file';
import { END_OF_TEXT } from '../end-of-text';
import type { TokenizerFile } from '../entry';
import { addedToken } from '../special-tokens';

/** GPT-2's vocabulary as npm's gpt-tokenizer has it, as a `tokenizer.json`, and that package's encoder. For tests and benches. */
export async function r50k(): Promise<{ file: TokenizerFile; theirs: (text: string) => number[] }> {
  const { default: ranks } = await import('gpt-tokenizer/bpeRanks/r50k_base');
  const { encode } = await import('gpt-tokenizer/encoding/r50k_base');
  const encoder = new TextEncoder();
  const spelled = ranks.map((token) => {
    const bytes = typeof token === 'string' ? encoder.encode(token) : Uint8Array.from(token);
    return String.fromCharCode(...Array.from(bytes, (byte) => byteToCharacter[byte] ?? 0));
  });
  const rankOf = new Map(spelled.map((token, rank) => [token, rank]));
  const merges = spelled.filter((token) => token.length > 1).map((token) => lastPair(token, rankOf).join(' '));
  const shell = byteBpeFile([], []);
  const model = { ...(shell.model as object), vocab: Object.fromEntries(rankOf), merges };
  const file = { ...shell, added_tokens: [addedToken(50256, END_OF_TEXT)], model };
  return { file, theirs: (text) => encode(text) };
}

/** The two tokens that a token was merged from: what merging by ranks below its own leaves of its bytes. */
function lastPair(token: string, rankOf: ReadonlyMap<string, number>): string[] {
  const own = rankOf.get(token) ?? 0;
  const parts = [...token];
  if (!bytesOfToken(token)) throw new Error(`"${token}" is not spelled in bytes`);
  for (;;) {
    let best = own;
    let at = -1;
    for (let i = 0; i + 1 < parts.length; i++) {
      const rank = rankOf.get(`${parts[i]}${parts[i + 1]}`) ?? own;
      if (rank >= best) continue;
      best = rank;
      at = i;
    }
    if (at < 0) return parts;
    parts.splice(at, 2, `${parts[at]}${parts[at + 1]}`);
  }
}
