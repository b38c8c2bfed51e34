import { LoamError } from '@/base/errors';
import { textPieces } from '../../encoding/text-file';
import type { RecordReader } from '../../importers/entry';
import { PlainRecord } from './plain-record';

/** COCO's largest file of captions has 92 MB. It is one object, and captions come before or after the names that they need. */
const MAX_CHARACTERS = 128e6;

/** Whether a JSON file may be captions as COCO writes them, by its first stretch. */
export const maybeCoco = (head: string): boolean => /^\s*\{\s*"(info|images|annotations|licenses)"\s*:/.test(head);

/** `{"images": [{"id", "file_name"}], "annotations": [{"image_id", "caption"}]}` (Chen et al. 2015, arXiv:1504.00325). */
export const cocoReader: RecordReader = {
  kind: 'records',
  async *records(file, { breathe, report }) {
    let json = '';
    let end = 0;
    for await (const piece of textPieces(file)) {
      await breathe();
      json += piece.text;
      end = piece.byteEnd;
      if (json.length > MAX_CHARACTERS) throw tooLong(file.bytes.path);
    }
    const { images, annotations } = listsOf(json, file.bytes.path);
    const names = new Map<unknown, string>();
    for (const image of images) {
      const name = textAt(image, 'file_name');
      if (name !== undefined) names.set(valueAt(image, 'id'), name);
    }
    let records: PlainRecord[] = [];
    for (const [i, annotation] of annotations.entries()) {
      const name = names.get(valueAt(annotation, 'image_id'));
      const caption = textAt(annotation, 'caption');
      if (name !== undefined && caption !== undefined)
        records.push(new PlainRecord(i + 1, 0, end, name, caption.trim()));
      else
        report({
          severity: 'warning',
          code: 'media/no-name',
          what: 'This annotation has no caption, or its image has no file name; it was left out',
          where: `${file.bytes.path}, annotation ${i + 1}`,
          remedy: 'Take the file of captions (captions_*.json); those of objects and key points have none.',
        });
      if (records.length < 4096) continue;
      yield records;
      records = [];
      await breathe();
    }
    if (records.length > 0) yield records;
  },
};

function listsOf(json: string, path: string): { images: readonly unknown[]; annotations: readonly unknown[] } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new LoamError(
      {
        code: 'import/json-syntax',
        what: 'This is not valid JSON',
        where: path,
        remedy: 'Check that it was written completely, then drop it again.',
      },
      { cause },
    );
  }
  const list = (key: string): readonly unknown[] => {
    const found = valueAt(value, key);
    return Array.isArray(found) ? found : [];
  };
  return { images: list('images'), annotations: list('annotations') };
}

const valueAt = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;

const textAt = (value: unknown, key: string): string | undefined => {
  const found = valueAt(value, key);
  return typeof found === 'string' ? found : undefined;
};

function tooLong(path: string): LoamError {
  return new LoamError({
    code: 'media/too-large',
    what: `This file of captions has more than ${MAX_CHARACTERS / 1e6} million characters`,
    where: path,
    remedy: 'Write the captions as JSON lines with a key for the file and one for the text.',
  });
}
