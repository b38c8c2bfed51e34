import { Cleaner } from '../cleaning/cleaner';
import { countBatch, notWords } from '../tokenizers/byte-bpe/count-batch';
import { loadTokenizer } from '../tokenizers/load-tokenizer';
import type { DocumentBatch, TextBatch, WorkName, Works } from './work-pool';

type Doer<Name extends WorkName> = (batch: Works[Name]['batch']) => Promise<Works[Name]['result']>;

/** The work itself, in whatever thread: every batch gives the same as if it were alone. */
export const doers: { readonly [Name in WorkName]: (settings: Works[Name]['settings']) => Doer<Name> } = {
  clean:
    ({ steps }) =>
    async ({ documents }: DocumentBatch) => {
      const drops: { document: number; step: string; reason: string }[] = [];
      const cleaner = await Cleaner.create(steps, {
        rescued: new Set(documents.flatMap(({ document, rescued }) => (rescued ? [document] : []))),
        onDrop: (document, step, reason) => drops.push({ document, step, reason }),
      });
      const cleaned = documents.map(({ document, file, parts }) => {
        const provenance = { sourceId: '', file, byteStart: 0, byteEnd: 0 };
        const texts: string[] = [];
        for (const [part, text] of parts.entries()) {
          const lastPart = part === parts.length - 1;
          const { text: after, fate } = cleaner.push({ document, part, lastPart, text, provenance });
          if (fate === 'dropped') return undefined;
          texts.push(after);
        }
        return texts;
      });
      return { documents: cleaned, drops, audits: cleaner.audits };
    },

  'count-words': ({ specialTokens }) => {
    const special = notWords(specialTokens);
    return async ({ texts }) => countBatch(texts, special);
  },

  encode: ({ tokenizer: file }) => {
    const tokenizer = loadTokenizer(file);
    return async ({ texts, ends, goesOn }: TextBatch) => {
      const encoded = texts.map((text, i) => tokenizer.encode(text, i === 0 ? goesOn : !ends[i - 1]));
      const count = encoded.reduce((sum, { length }, i) => sum + length + (ends[i] ? 1 : 0), 0);
      const ids = new Uint32Array(count);
      let at = 0;
      for (const [i, some] of encoded.entries()) {
        ids.set(some, at);
        at += some.length;
        if (ends[i]) ids[at++] = tokenizer.endOfTextId;
      }
      return ids;
    };
  },
};
