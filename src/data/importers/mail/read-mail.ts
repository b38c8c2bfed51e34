import type { BinaryFile } from '../binary-file';
import type { ImportedRecord, RecordReader } from '../entry';
import { type RawMessage, rawMessages } from './mailbox';
import { type Message, parseMessage } from './message';

/** A message is held as a whole; mail servers refuse larger ones. */
export const MAX_MESSAGE_BYTES = 1 << 26;

/** One record a message, streamed. `row` counts messages. */
export const mailReader: RecordReader<BinaryFile> = {
  kind: 'records',
  async *records(file, { report, breathe }) {
    let row = 0;
    for await (const raw of rawMessages(file.open(), MAX_MESSAGE_BYTES)) {
      await breathe();
      row++;
      const where = `${file.path}, message ${row}`;
      if (raw.tooLong) {
        report({
          severity: 'warning',
          code: 'import/mail-too-long',
          what: `This message is longer than ${MAX_MESSAGE_BYTES >> 20} MB and was left out`,
          where: `${where}, byte ${raw.byteStart}`,
          remedy: 'Save it without its attachments if its text matters.',
        });
        continue;
      }
      const message = parseMessage(raw.bytes);
      if (message.attachments > 0)
        report({
          severity: 'warning',
          code: 'import/mail-attachments',
          what: 'Attachments of this message were left out',
          where,
          remedy: 'Save those that matter as files and drop these.',
        });
      yield [record(row, raw, message)];
    }
  },
};

function record(row: number, { byteStart, byteEnd }: RawMessage, message: Message): ImportedRecord {
  const { subject, body, from, to, date, list } = message;
  const cells = new Map(Object.entries({ subject, body, from, to, date, list }));
  return { row, byteStart, byteEnd, names: () => cells.keys(), cell: (name) => cells.get(name) };
}
