import { type ImportedRecord, MAX_RECORD_CHARACTERS, type RecordReader } from '../entry';
import { textLines } from '../jsonl/text-lines';
import { recordTooLong } from '../record-too-long';

/** Sayings in order; `row` counts them. Blank ones are none. */
export const fortunesReader: RecordReader = {
  kind: 'records',
  async *records(file) {
    let row = 0;
    let lines: string[] = [];
    let characters = 0;
    let start = file.skipBytes;
    let end = file.skipBytes;
    const saying = (): ImportedRecord[] => {
      const text = lines.join('\n').trimEnd();
      lines = [];
      characters = 0;
      if (text.trim() === '') return [];
      const cell = (name: string) => (name === 'text' ? text : undefined);
      return [{ row: ++row, byteStart: start, byteEnd: end, names: () => ['text'], cell }];
    };
    for await (const batch of textLines(file)) {
      const records: ImportedRecord[] = [];
      for (const { text, byteStart, byteEnd } of batch) {
        if (text === '%') {
          records.push(...saying());
          continue;
        }
        if (lines.length === 0) start = byteStart;
        lines.push(text);
        characters += text.length + 1;
        if (characters > MAX_RECORD_CHARACTERS) throw recordTooLong(file.bytes.path, 'entry', row + 1);
        end = byteEnd;
      }
      if (records.length > 0) yield records;
    }
    const last = saying();
    if (last.length > 0) yield last;
  },
};
