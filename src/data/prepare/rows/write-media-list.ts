import type { MediaReference } from '@/schema/media';
import type { Storage } from '@/storage/storage';
import type { Split } from '../../split/split-corpus';
import { writeFile } from '../byte-sink';
import type { TextReader } from '../text-reader';
import { rowAt } from './row-reader';

/** A document of a data set, by its place among the documents of its side, and the picture or recording that it is about. */
export interface MediaLine {
  readonly side: 'train' | 'validation';
  readonly document: number;
  readonly media: MediaReference;
}

/**
 * Writes a line of JSON for each row that has media, so that who reads tokens finds the pixels and samples that belong to them. Copies are not
 * among them: their records (`augmented.jsonl`) name the document that they are copies of. No file where there is no such row.
 */
export async function writeMediaList(
  split: Split,
  text: TextReader,
  storage: Storage,
  path: string,
  breathe: () => Promise<void>,
): Promise<void> {
  const lines = mediaLines(split, text);
  const first: IteratorResult<MediaLine, undefined> = lines.next();
  if (first.done) return;
  await writeFile(await storage.create(path), async (sink) => {
    for (let line: IteratorResult<MediaLine, undefined> = first; !line.done; line = lines.next()) {
      await sink.text(`${JSON.stringify(line.value)}\n`);
      await breathe();
    }
  });
}

function* mediaLines({ train, validation }: Split, text: TextReader): Generator<MediaLine, undefined> {
  for (const [side, ranges] of [
    ['train', train],
    ['validation', validation],
  ] as const) {
    let document = 0;
    for (const range of ranges) {
      const media = rowAt(text, range)?.head?.media;
      if (media) yield { side, document, media };
      document++;
    }
  }
}
