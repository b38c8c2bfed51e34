import { type AugmentCode, numberOf } from '../entry';

export const bpeDropoutCode: AugmentCode<'encoding'> = {
  create: (options, { tokenizer }) => {
    const dropout = numberOf(options, 'dropout');
    const encode = tokenizer?.encodeWithDropout?.bind(tokenizer);
    return (text, rng) => {
      if (!tokenizer || !encode) return undefined;
      const value = encode(text, dropout, rng);
      const usual = tokenizer.encode(text);
      if (value.length === usual.length && value.every((id, i) => id === usual[i])) return undefined;
      const count = (n: number) => n.toLocaleString('en');
      return { value, done: `BPE-dropout: ${count(value.length)} tokens in place of ${count(usual.length)}` };
    };
  },
};
