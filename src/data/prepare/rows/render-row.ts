import { ITEM, MISSING, proseOf, type Row, type RowHead, TO_FILL } from '@/schema/row';
import type { ShapeId } from '@/schema/shape';

/** What parts, or stands for, what a model should tell apart; a tokenizer keeps each in one piece. */
export const SHAPE_MARKS: Readonly<Record<ShapeId, readonly string[]>> = {
  documents: [],
  pairs: ['<|target|>'],
  labelled: ['<|label|>'],
  sequences: [],
  audio: ['<|audio|>'],
  images: ['<|image|>'],
};

/** What rows have to know of each other to be written. */
export interface Rendering {
  /** By field, what stands for a value that is to be filled in. */
  readonly fill: ReadonlyMap<string, string>;
  /** Whether pairs lead into several languages: each then begins by saying into which. */
  readonly toLanguages: boolean;
}

export const PLAIN_RENDERING: Rendering = { fill: new Map(), toLanguages: false };

/** Says into which language a pair leads (Johnson et al. 2017, arXiv:1611.04558: a token before the source). */
export const languageMark = (tag: string): string => `<|to-${tag}|>`;

/**
 * A row as the text that a language model learns: pairs as source, mark, target; labelled rows as text, mark, labels; histories as items with
 * blanks between; recordings and pictures as a mark before their text.
 */
export function renderRow({ head, values }: Row, { fill, toLanguages }: Rendering = PLAIN_RENDERING): string {
  if (!head) return values[0] ?? '';
  const filled = values.map((value, i) =>
    value === TO_FILL ? (fill.get(head.fields[i]?.name ?? '') ?? MISSING) : value,
  );
  const all = (role: string) => filled.filter((_, i) => head.fields[i]?.role === role);
  const [mark = ''] = SHAPE_MARKS[head.shape];
  switch (head.shape) {
    case 'pairs':
      return `${toLanguages ? toMark(head) : ''}${all('source').join('')}${mark}${all('target').join('')}`;
    case 'labelled': {
      const texts = head.fields.flatMap(({ name, role }, i) =>
        role === 'text' ? [{ name, text: filled[i] ?? '' }] : [],
      );
      // A lone text speaks for itself; several columns are told apart by their names.
      const text =
        texts.length === 1 ? (texts[0]?.text ?? '') : texts.map((one) => `${one.name}: ${one.text}`).join('\n');
      return `${text}${mark}${all('label').join(ITEM).split(ITEM).join(', ')}`;
    }
    case 'sequences':
      return all('items')
        .join(ITEM)
        .split(ITEM)
        .map((item) => item.replace(/\s+/g, '_'))
        .join(' ');
    case 'audio':
    case 'images':
      return `${mark}${proseOf({ head, values: filled })}`;
    case 'documents':
      return proseOf({ head, values: filled });
  }
}

const toMark = ({ languages }: RowHead) => (languages?.target === undefined ? '' : languageMark(languages.target));
