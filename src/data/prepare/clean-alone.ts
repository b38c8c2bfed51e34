import type { PrepareConfig, StepAudit } from '@/schema/dataset';
import type { DocumentPart } from '@/schema/document';
import { Cleaner } from '../cleaning/cleaner';
import { cleaningSteps } from '../cleaning/index';
import { standsAlone } from '../cleaning/stands-alone';
import { addAudits } from '../cleaning/step-audits';
import { type Batched, documentBatches } from '../pool/document-batches';
import { orderedMap } from '../pool/ordered-map';
import type { CleanedBatch, DocumentBatch, Mapper, WorkPool } from '../pool/work-pool';

type Steps = PrepareConfig['steps'];

/** Steps that are on: those at the beginning that judge each document by itself, and the others. */
export async function splitSteps(steps: Steps): Promise<{ readonly alone: Steps; readonly rest: Steps }> {
  const on = steps.filter((step) => step.on);
  let count = 0;
  for (const { id, options } of on) {
    if (!(await standsAlone(cleaningSteps.get(id), options))) break;
    count++;
  }
  return { alone: on.slice(0, count), rest: on.slice(count) };
}

export interface AloneContext {
  readonly pool: WorkPool;
  readonly rescued?: ReadonlySet<number>;
  readonly onDrop: (document: number, step: string, reason: string) => void;
  /** Called for every batch, also where nothing is left of it. */
  readonly breathe: () => Promise<void>;
}

/** Runs steps that judge each document by itself over a stream: batches of documents in the threads of a pool, long documents here. */
export class AloneCleaning {
  readonly audits: StepAudit[] = [];
  /** Of the long document that is being read. */
  private cleaner: Cleaner | undefined;

  constructor(
    private readonly steps: Steps,
    private readonly context: AloneContext,
  ) {}

  /** What the steps leave, in order. A document that is dropped does not come, or not to its last part. */
  async *clean(parts: AsyncIterable<DocumentPart>): AsyncGenerator<DocumentPart> {
    // The steps' names, should no document come.
    addAudits(this.audits, (await Cleaner.create(this.steps)).audits);
    const threads = this.context.pool.open('clean', { steps: this.steps });
    for await (const { batch, result } of orderedMap(documentBatches(parts), this.mapper(threads))) {
      await this.context.breathe();
      if (batch.kind === 'part') yield* this.long(batch.part);
      else if (result) yield* this.cleaned(batch, result);
    }
  }

  private mapper(threads: Mapper<DocumentBatch, CleanedBatch>): Mapper<Batched, CleanedBatch | undefined> {
    const isRescued = (document: number) => this.context.rescued?.has(document) === true;
    return {
      width: threads.width,
      map: async (batch) => {
        // Its turn comes when everything before it is done.
        if (batch.kind === 'part') return undefined;
        const documents = batch.documents.map(({ document, provenance, parts }) => ({
          document,
          file: provenance.file,
          rescued: isRescued(document),
          parts,
        }));
        return threads.map({ documents });
      },
      close: () => threads.close(),
    };
  }

  private *cleaned(batch: Extract<Batched, { kind: 'documents' }>, result: CleanedBatch): Generator<DocumentPart> {
    addAudits(this.audits, result.audits);
    for (const { document, step, reason } of result.drops) this.context.onDrop(document, step, reason);
    for (const [i, { document, provenance }] of batch.documents.entries()) {
      const texts = result.documents[i];
      if (!texts) continue;
      for (const [part, text] of texts.entries())
        yield { document, part, lastPart: part === texts.length - 1, text, provenance };
    }
  }

  private async *long(part: DocumentPart): AsyncGenerator<DocumentPart> {
    if (part.part === 0) {
      const { rescued, onDrop } = this.context;
      this.cleaner = await Cleaner.create(this.steps, { onDrop, ...(rescued ? { rescued } : {}) });
    }
    if (!this.cleaner) return;
    const { text, fate } = this.cleaner.push(part);
    if (fate) addAudits(this.audits, this.cleaner.audits);
    if (fate === 'dropped') this.cleaner = undefined;
    else yield { ...part, text };
  }
}
