import type { SplitConfig } from '@/schema/dataset';
import type { DocumentPart } from '@/schema/document';
import { isRow, parseRow, splitHead } from '@/schema/row';
import type { SplitKey } from '../split/choose-sides';
import { SplitPlan } from '../split/split-plan';
import type { Breather } from '../tokenizers/breather';
import type { Corpus } from './corpus';

/** The plan of a split of this corpus, with all that it goes by: by document that is nothing, else the corpus is read once. Cancelling throws AbortError. */
export async function splitPlan(config: SplitConfig, corpus: Corpus, breather: Breather): Promise<SplitPlan> {
  const { by } = config;
  if (by === 'document') return new SplitPlan(config);
  const read = by === 'label' ? new LabelReader() : READERS[by];
  const known = new Map<SplitKey, SplitKey>();
  const keys: SplitKey[] = [];
  for await (const part of corpus.parts()) {
    const key = read.part(part);
    // One string for all documents of a file or group.
    if (key !== undefined && !known.has(key)) known.set(key, key);
    if (part.lastPart || key !== undefined) keys[part.document] ??= known.get(key);
    await breather.breatheIfDue();
  }
  return new SplitPlan(config, (document) => keys[document]);
}

interface KeyReader {
  /** Sees the parts of documents in order; answers as soon as it knows. */
  part(part: DocumentPart): SplitKey;
}

const firstPart = (of: (part: DocumentPart) => SplitKey): KeyReader => ({
  part: (part) => (part.part === 0 ? of(part) : undefined),
});

const READERS: Readonly<Record<'file' | 'group' | 'time', KeyReader>> = {
  file: firstPart(({ provenance }) => `${provenance.sourceId}/${provenance.file}`),
  group: firstPart(({ text }) => splitHead(text).head?.group),
  time: firstPart(({ text }) => splitHead(text).head?.time),
};

/** All labels of a row together: what has two labels is another kind than what has one of them. */
class LabelReader implements KeyReader {
  private text = '';

  part({ part, lastPart, text }: DocumentPart): SplitKey {
    if (part === 0) this.text = isRow(text) ? text : '';
    else if (this.text !== '') this.text += text;
    if (!lastPart) return undefined;
    const { head, values } = parseRow(this.text);
    const labels = values.filter((_, i) => head?.fields[i]?.role === 'label');
    return labels.length > 0 ? labels.join('\n') : undefined;
  }
}
