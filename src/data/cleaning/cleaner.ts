import { parseOptions } from '@/base/options';
import type { PrepareConfig, StepAudit } from '@/schema/dataset';
import type { DocumentPart } from '@/schema/document';
import { withVisibleMarks } from '@/schema/row';
import { HeadStream } from '@/schema/row-stream';
import { utf8Length } from '../encoding/encoded-length';
import type { CleaningEntry, CleaningStep, CleaningSurroundings } from './entry';
import { cleaningSteps } from './index';
import { type RowStep, rowStep } from './row-step';
import { EXAMPLES } from './step-audits';
import { TextComparison, wholeCharacters } from './text-comparison';

const EXCERPT = 140;

interface Stage {
  readonly entry: CleaningEntry;
  readonly step: RowStep;
  readonly audit: StepAudit;
  comparison: TextComparison;
  /** Start of the document as this step saw it. */
  head: string;
  /** Whether it wanted to drop this document, which is rescued: the rest passes it by. */
  overruled: boolean;
}

/** One pass over the corpus: steps that judge, and the step whose survey sees what they let through. */
interface Phase {
  readonly judges: Stage[];
  surveyor?: Stage;
}

/** What became of a part: text to keep, and at the end of a document (or earlier, for a drop) its fate. */
export interface CleanedPart {
  readonly text: string;
  readonly fate?: 'kept' | 'dropped';
}

export interface CleanerContext extends CleaningSurroundings {
  /** Documents, by index in the corpus, that no step may drop. */
  readonly rescued?: ReadonlySet<number>;
  /** Told of every drop. */
  readonly onDrop?: (document: number, step: string, reason: string) => void;
}

/**
 * Runs parts through the steps that are on; counts, times and keeps examples for each. Steps with a survey make it several phases: all
 * documents are pushed, then `endPhase`, then what was kept is pushed again, and so on, `phaseCount` times.
 */
export class Cleaner {
  private dropped = false;
  /** Whether no step has seen anything of the document yet. */
  private fresh = true;
  private readonly heads = new HeadStream();
  private rows = false;
  private phase = 0;

  private constructor(
    private readonly phases: readonly Phase[],
    private readonly context: CleanerContext,
  ) {}

  static async create(steps: PrepareConfig['steps'], context: CleanerContext = {}): Promise<Cleaner> {
    const phases: Phase[] = [{ judges: [] }];
    let before: CleaningStep | undefined;
    for (const { id, on, options } of steps) {
      if (!on) continue;
      const entry = cleaningSteps.get(id);
      const created: CleaningStep = (await entry.load()).create(
        parseOptions(entry.options, options).values,
        before,
        context,
      );
      const step = rowStep(id, entry.sees, created);
      before = created;
      const audit = { id, documentsIn: 0, changed: 0, dropped: {}, seconds: 0, examples: [] };
      const stage: Stage = { entry, step, audit, comparison: new TextComparison(), head: '', overruled: false };
      const open = phases.at(-1);
      if (step.survey && open) {
        open.surveyor = stage;
        phases.push({ judges: [stage] });
      } else open?.judges.push(stage);
    }
    return new Cleaner(phases, context);
  }

  get phaseCount(): number {
    return this.phases.length;
  }

  /** Whether this phase only looks: the next may read the same text again. */
  get onlyLooks(): boolean {
    return this.current.judges.length === 0 && this.current.surveyor !== undefined;
  }

  /** Parts of one document must come in order with nothing between. After a drop the rest of the document is passed over. */
  push(part: DocumentPart): CleanedPart {
    const { judges, surveyor } = this.current;
    if (part.part === 0) this.begin(judges);
    else if (this.dropped) return { text: '' };
    const { document, lastPart: last } = part;
    const opened = this.heads.push(part.text, part.part === 0, last);
    if (!opened) return { text: '' };
    const { head } = this.heads;
    this.rows ||= head !== undefined;
    const position = { first: this.fresh, last, document, rescued: this.context.rescued?.has(document) === true };
    this.fresh = false;
    let text = opened.body;
    for (const [index, stage] of judges.entries()) {
      if (stage.overruled) continue;
      if (stage.head.length < EXCERPT) stage.head += text.slice(0, EXCERPT - stage.head.length);
      const started = performance.now();
      const verdict = stage.step.part(text, position, head);
      stage.audit.seconds += (performance.now() - started) / 1000;
      if (verdict.kind === 'drop') {
        if (position.rescued) {
          stage.overruled = true;
          continue;
        }
        this.drop(judges, index, verdict.reason, part);
        return { text: '', fate: 'dropped' };
      }
      const after = verdict.kind === 'change' ? verdict.text : text;
      stage.comparison.add(text, after);
      text = after;
    }
    if (surveyor) {
      const started = performance.now();
      const bytes = utf8Length(opened.headText) + utf8Length(text);
      surveyor.step.survey?.part(text, { ...position, bytes }, head);
      surveyor.audit.seconds += (performance.now() - started) / 1000;
    }
    text = opened.headText + text;
    if (!last) return { text };
    for (const stage of judges) count(stage, part.provenance.file);
    return { text, fate: 'kept' };
  }

  /** After the last document of a phase: the step that surveyed it decides. `breathe` is called every few milliseconds. */
  async endPhase(breathe: () => Promise<void>): Promise<void> {
    const { surveyor } = this.current;
    if (surveyor) {
      const decision = surveyor.step.survey?.decide();
      for (let done = false; !done; ) {
        const started = performance.now();
        done = decision?.next().done ?? true;
        surveyor.audit.seconds += (performance.now() - started) / 1000;
        await breathe();
      }
    }
    this.phase++;
  }

  /** Whether any document so far was a row with fields. */
  get sawRows(): boolean {
    return this.rows;
  }

  get audits(): StepAudit[] {
    return this.phases.flatMap(({ judges }) => judges.map(({ audit }) => audit));
  }

  private get current(): Phase {
    return this.phases[this.phase] ?? { judges: [] };
  }

  private begin(stages: readonly Stage[]): void {
    this.dropped = false;
    this.fresh = true;
    for (const stage of stages) {
      stage.comparison = new TextComparison();
      stage.head = '';
      stage.overruled = false;
    }
  }

  private drop(judges: readonly Stage[], index: number, reason: string, { document, provenance }: DocumentPart): void {
    this.dropped = true;
    // Steps before it saw the document and may have changed it; steps after it are as if it had never been.
    for (const stage of judges.slice(0, index)) count(stage, provenance.file);
    const stage = judges[index];
    if (!stage) return;
    const { entry, audit, head } = stage;
    if (!entry.reasons.includes(reason)) throw new Error(`${entry.id} dropped for the undeclared reason "${reason}"`);
    audit.documentsIn++;
    audit.dropped[reason] = (audit.dropped[reason] ?? 0) + 1;
    if (audit.examples.length < EXAMPLES)
      audit.examples.push({ file: provenance.file, before: withVisibleMarks(wholeCharacters(head)), after: '' });
    this.context.onDrop?.(document, entry.id, reason);
  }
}

function count({ audit, comparison }: Stage, file: string): void {
  comparison.end();
  audit.documentsIn++;
  if (!comparison.differs) return;
  audit.changed++;
  if (comparison.example && audit.examples.length < EXAMPLES) {
    const { before, after } = comparison.example;
    audit.examples.push({ file, before: withVisibleMarks(before), after: withVisibleMarks(after) });
  }
}
