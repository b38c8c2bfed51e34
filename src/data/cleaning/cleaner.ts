import { parseOptions } from '@/base/options';
import type { PrepareConfig, StepAudit } from '@/schema/dataset';
import type { DocumentPart } from '@/schema/document';
import type { CleaningEntry, CleaningStep } from './entry';
import { cleaningSteps } from './index';
import { TextComparison, wholeCharacters } from './text-comparison';

const EXAMPLES = 5;
const EXCERPT = 140;

interface Stage {
  readonly entry: CleaningEntry;
  readonly step: CleaningStep;
  readonly audit: StepAudit;
  comparison: TextComparison;
  /** Start of the document as this step saw it. */
  head: string;
}

/** What became of a part: text to keep, and at the end of a document (or earlier, for a drop) its fate. */
export interface CleanedPart {
  readonly text: string;
  readonly fate?: 'kept' | 'dropped';
}

/** Runs parts through the steps that are on; counts, times and keeps examples for each. */
export class Cleaner {
  private dropped = false;

  private constructor(private readonly stages: readonly Stage[]) {}

  static async create(steps: PrepareConfig['steps']): Promise<Cleaner> {
    const stages: Stage[] = [];
    for (const { id, on, options } of steps) {
      if (!on) continue;
      const entry = cleaningSteps.get(id);
      const step = (await entry.load()).create(parseOptions(entry.options, options).values);
      stages.push({
        entry,
        step,
        audit: { id, documentsIn: 0, changed: 0, dropped: {}, seconds: 0, examples: [] },
        comparison: new TextComparison(),
        head: '',
      });
    }
    return new Cleaner(stages);
  }

  /** Parts of one document must come in order with nothing between. After a drop the rest of the document is passed over. */
  push(part: DocumentPart): CleanedPart {
    if (part.part === 0) this.begin();
    else if (this.dropped) return { text: '' };
    let { text } = part;
    for (const [index, stage] of this.stages.entries()) {
      if (stage.head.length < EXCERPT) stage.head += text.slice(0, EXCERPT - stage.head.length);
      const started = performance.now();
      const verdict = stage.step.part(text, { first: part.part === 0, last: part.lastPart });
      stage.audit.seconds += (performance.now() - started) / 1000;
      if (verdict.kind === 'drop') {
        this.drop(index, verdict.reason, part.provenance.file);
        return { text: '', fate: 'dropped' };
      }
      const after = verdict.kind === 'change' ? verdict.text : text;
      stage.comparison.add(text, after);
      text = after;
    }
    if (!part.lastPart) return { text };
    for (const stage of this.stages) count(stage, part.provenance.file);
    return { text, fate: 'kept' };
  }

  get audits(): StepAudit[] {
    return this.stages.map(({ audit }) => audit);
  }

  private begin(): void {
    this.dropped = false;
    for (const stage of this.stages) {
      stage.comparison = new TextComparison();
      stage.head = '';
    }
  }

  private drop(index: number, reason: string, file: string): void {
    this.dropped = true;
    // Steps before it saw the document and may have changed it; steps after it are as if it had never been.
    for (const stage of this.stages.slice(0, index)) count(stage, file);
    const stage = this.stages[index];
    if (!stage) return;
    const { entry, audit, head } = stage;
    if (!entry.reasons.includes(reason)) throw new Error(`${entry.id} dropped for the undeclared reason "${reason}"`);
    audit.documentsIn++;
    audit.dropped[reason] = (audit.dropped[reason] ?? 0) + 1;
    if (audit.examples.length < EXAMPLES) audit.examples.push({ file, before: wholeCharacters(head), after: '' });
  }
}

function count({ audit, comparison }: Stage, file: string): void {
  comparison.end();
  audit.documentsIn++;
  if (!comparison.differs) return;
  audit.changed++;
  if (comparison.example && audit.examples.length < EXAMPLES) audit.examples.push({ file, ...comparison.example });
}
