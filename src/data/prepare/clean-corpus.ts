import type { PrepareConfig, StepAudit } from '@/schema/dataset';
import type { DocumentPart } from '@/schema/document';
import type { FileReader, Storage } from '@/storage/storage';
import { Cleaner } from '../cleaning/cleaner';
import { DroppedDocuments } from '../cleaning/dropped-documents';
import { PhaseText } from '../cleaning/phase-text';
import { herePool } from '../pool/here-pool';
import type { WorkPool } from '../pool/work-pool';
import type { SplitPlan } from '../split/split-plan';
import { DocumentRanges } from '../split/text-ranges';
import { type ByteSink, writeFile } from './byte-sink';
import { AloneCleaning, splitSteps } from './clean-alone';
import type { Corpus } from './corpus';

/** Characters that go through all steps at once: the slowest step takes some 100 ms for so many, so that cancelling is prompt. */
const PIECE = 1 << 15;

export interface CleanCorpusContext {
  /** Where steps that survey the corpus before they judge keep the text in between. Without it such steps cannot be on. */
  readonly storage?: Storage;
  /** Folder in storage for that text; it is removed when the work is done or fails. */
  readonly folder?: string;
  /** Documents, by index in the corpus, that no step may drop. */
  readonly rescued?: ReadonlySet<number>;
  /** How the documents will be divided, for the steps that have to know. */
  readonly split?: SplitPlan;
  /** Where the steps at the beginning that judge each document by itself run; here unless told otherwise. */
  readonly pool?: WorkPool;
}

export interface CleanedCorpus {
  readonly documents: DocumentRanges;
  /** Which documents of the corpus they are, in the same order. */
  readonly kept: readonly number[];
  /** Whether any of them is a row with fields (schema/row.ts). */
  readonly hasRows: boolean;
  readonly audit: StepAudit[];
  /** In the order of the corpus. */
  readonly dropped: DroppedDocuments;
}

/**
 * Streams the corpus through the cleaning steps into one text file of UTF-8. The ranges of the documents that stay are returned; the text
 * of a document dropped at its end lies in the file, but in no range. `onPart` hears of as many characters as the corpus has, whatever
 * the number of passes, and is where the work can be cancelled.
 *
 * Throws LoamError `cleaning/...` for settings of a step that cannot be, before anything is read.
 */
export async function cleanCorpus(
  corpus: Corpus,
  steps: PrepareConfig['steps'],
  sink: ByteSink,
  onPart: (characters: number) => Promise<void>,
  { storage, folder = 'cleaning', rescued, split, pool = herePool }: CleanCorpusContext = {},
): Promise<CleanedCorpus> {
  const dropped = new DroppedDocuments();
  const context = {
    ...(rescued ? { rescued } : {}),
    ...(split ? { split } : {}),
    onDrop: (document: number, step: string, reason: string) => dropped.add(document, step, reason),
  };
  // Text that is read twice after those steps has to lie somewhere.
  const { alone, rest } = storage ? await splitSteps(steps) : { alone: [], rest: steps };
  const cleaner = await Cleaner.create(rest, context);
  const pass = passReporter(corpus.totalCharacters, cleaner.phaseCount, onPart);
  const first =
    alone.length > 0 ? new AloneCleaning(alone, { ...context, pool, breathe: () => pass.part(0) }) : undefined;
  const imported = () => first?.clean(pieces(corpus.parts())) ?? corpus.parts();
  /** Text of the phase before, and of the one before that while it is read. */
  let source: { readonly text: PhaseText; readonly path: string } | undefined;
  let reader: FileReader | undefined;
  const forget = async () => {
    reader?.close();
    reader = undefined;
    if (source && storage) await storage.remove(source.path);
    source = undefined;
  };
  try {
    for (let phase = 1; phase < cleaner.phaseCount; phase++) {
      const parts = source && reader ? source.text.parts(reader) : imported();
      if (cleaner.onlyLooks && (source || !first)) {
        for await (const piece of pieces(parts)) {
          cleaner.push(piece);
          await pass.part(piece.text.length);
        }
      } else {
        if (!storage) throw new Error('a step that surveys the corpus needs storage');
        const path = `${folder}/phase-${phase}.txt`;
        const text = await writeFile(await storage.create(path), (between) =>
          writePhase(cleaner, parts, between, pass.part),
        );
        await forget();
        source = { text, path };
        reader = await storage.open(path);
      }
      await cleaner.endPhase(() => onPart(0));
      await pass.end();
    }
    const documents = new DocumentRanges();
    const kept: number[] = [];
    const parts = source && reader ? source.text.parts(reader) : imported();
    await writeDocuments(cleaner, parts, sink, pass.part, (document, start, end) => {
      documents.add(start, end);
      kept.push(document);
    });
    await pass.end();
    dropped.sort();
    const audit = [...(first?.audits ?? []), ...cleaner.audits];
    return { documents, kept, hasRows: cleaner.sawRows, audit, dropped };
  } finally {
    await forget();
  }
}

async function writePhase(
  cleaner: Cleaner,
  parts: AsyncIterable<DocumentPart>,
  sink: ByteSink,
  onPart: (characters: number) => Promise<void>,
): Promise<PhaseText> {
  const text = new PhaseText();
  const head = (part: DocumentPart) => PhaseText.head(part.provenance.file);
  await writeDocuments(cleaner, parts, sink, onPart, (document, start, end) => text.add(document, start, end), head);
  return text;
}

async function writeDocuments(
  cleaner: Cleaner,
  parts: AsyncIterable<DocumentPart>,
  sink: ByteSink,
  onPart: (characters: number) => Promise<void>,
  onDocument: (document: number, start: number, end: number) => void,
  head?: (part: DocumentPart) => string,
): Promise<void> {
  let start = 0;
  /** First half of a surrogate pair that a part ended with: encoded alone it would be lost. */
  let half = '';
  for await (const part of pieces(parts)) {
    if (part.part === 0) {
      start = sink.written;
      half = '';
      if (head) await sink.text(head(part));
    }
    const { text, fate } = cleaner.push(part);
    const all = half + text;
    const cut = !part.lastPart && /[\ud800-\udbff]$/.test(all) ? all.length - 1 : all.length;
    half = all.slice(cut);
    await sink.text(all.slice(0, cut));
    if (fate === 'kept') onDocument(part.document, start, sink.written);
    await onPart(part.text.length);
  }
}

/** Parts cut to at most PIECE characters, never within a surrogate pair. */
async function* pieces(parts: AsyncIterable<DocumentPart>): AsyncGenerator<DocumentPart> {
  let count = 0;
  for await (const part of parts) {
    if (part.part === 0) count = 0;
    let at = 0;
    do {
      let end = Math.min(part.text.length, at + PIECE);
      if (end < part.text.length && (part.text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--;
      const lastPart = part.lastPart && end === part.text.length;
      yield { ...part, part: count++, lastPart, text: part.text.slice(at, end) };
      at = end;
    } while (at < part.text.length);
  }
}

/** Spreads the passes evenly over the characters of the corpus: later ones read less, and what they lack is told at their end. */
function passReporter(total: number, passes: number, onPart: (characters: number) => Promise<void>) {
  const share = total / passes;
  let told = 0;
  return {
    part: async (characters: number) => {
      const more = Math.min(characters / passes, share - told);
      told += more;
      await onPart(more);
    },
    end: async () => {
      const rest = share - told;
      told = 0;
      await onPart(rest);
    },
  };
}
