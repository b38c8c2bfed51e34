import { ITEM, proseOf, type Row, TO_FILL } from '@/schema/row';
import type { ShapeId } from '@/schema/shape';

/** Stands where a value is missing that nothing can fill in. */
export const MISSING = '<|missing|>';

/** What parts, or stands for, what a model should tell apart; a tokenizer keeps each in one piece. */
export const SHAPE_MARKS: Readonly<Record<ShapeId, readonly string[]>> = {
  documents: [],
  pairs: ['<|target|>'],
  labelled: ['<|label|>'],
  sequences: [],
  audio: ['<|audio|>'],
  images: ['<|image|>'],
};

/**
 * A row as the text that a language model learns: pairs as source, mark, target; labelled rows as text, mark, labels; histories as items with
 * blanks between; recordings and pictures as a mark before their text. `fill` has, by field, what stands for a value that is to be filled in.
 */
export function renderRow({ head, values }: Row, fill: ReadonlyMap<string, string> = new Map()): string {
  if (!head) return values[0] ?? '';
  const filled = values.map((value, i) =>
    value === TO_FILL ? (fill.get(head.fields[i]?.name ?? '') ?? MISSING) : value,
  );
  const all = (role: string) => filled.filter((_, i) => head.fields[i]?.role === role);
  const [mark = ''] = SHAPE_MARKS[head.shape];
  switch (head.shape) {
    case 'pairs':
      return `${all('source').join('')}${mark}${all('target').join('')}`;
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
