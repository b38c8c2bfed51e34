import { gzipSync } from 'node:zlib';
import { type GivenFile, given } from './given-file';
import { chapter } from './make-corpus';

const german = `Die Größe der Wälder über dem Fluß läßt sich schwer schätzen; jährlich fällt dort viel Schnee, und die Bäche führen im
Frühling braunes Wasser. Man hört die Säge aus der Mühle, während Kinder über die Brücke laufen. Später wärmt die Sonne die Dächer,
und auf den Höfen trocknet Wäsche. Für müde Füße gibt es Bänke aus Eichenholz, dahinter blühen Äpfelbäume.\r\n`.repeat(12);
const utf16 = (text: string, mark: boolean) => Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');

/** A folder as people have them: five encodings, three levels, two formats and something that is no text. */
export const mixedFolder: readonly GivenFile[] = [
  given('letters/plain.txt', chapter(1)),
  given('letters/marked.txt', `\ufeff${chapter(2)}`),
  given('letters/old/wide.txt', utf16(chapter(3), true)),
  given('letters/old/unmarked-wide.txt', utf16(chapter(4), false)),
  // Node's latin1 is windows-1252 for every letter used here.
  given('letters/old/german.txt', Buffer.from(german, 'latin1')),
  given('letters/packed/chapter.md.gz', gzipSync(chapter(5))),
  given('letters/rows.jsonl', [6, 7, 8].map((number) => JSON.stringify({ id: number, text: chapter(number) })).join('\n')),
];
