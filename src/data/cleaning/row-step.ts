import { FIELD_END, fieldPieces, type RowField, type RowHead } from '@/schema/row';
import { ProseStream } from '@/schema/row-stream';
import { type CleaningStep, KEEP, type PartPosition, passOn, type Sees, type Survey, type Verdict } from './entry';

/** Which fields of a row a step takes. */
const TAKES: Readonly<Record<Exclude<Sees, 'prose'>, (role: RowField['role']) => boolean>> = {
  text: (role) => role !== 'label' && role !== 'items',
  labels: (role) => role === 'label',
  fields: () => true,
};

/** A step over rows: it is shown what its declaration says it sees. `head` is of the row whose pieces come. */
export interface RowStep {
  part(body: string, position: PartPosition, head: RowHead | undefined): Verdict;
  readonly survey?: {
    part(body: string, position: PartPosition, head: RowHead | undefined): void;
    decide: Survey['decide'];
  };
}

export function rowStep(id: string, sees: Sees, step: CleaningStep): RowStep {
  const { survey } = step;
  if (sees !== 'prose')
    return {
      part: eachField(TAKES[sees], (text, position) => step.part(text, position)),
      ...(survey ? { survey: { part: surveyed(sees, survey), decide: () => survey.decide() } } : {}),
    };
  const judged = new ProseStream();
  const seen = new ProseStream();
  return {
    part(body, position, head) {
      if (position.first) judged.begin();
      const prose = judged.push(body, head);
      const verdict = step.part(prose, head ? { ...position, row: head } : position);
      if (verdict.kind === 'change' && head) throw new Error(`${id} judges rows and may not change them`);
      return verdict;
    },
    ...(survey && {
      survey: {
        part(body, position, head) {
          if (position.first) seen.begin();
          survey.part(seen.push(body, head), head ? { ...position, row: head } : position);
        },
        decide: () => survey.decide(),
      },
    }),
  };
}

function surveyed(sees: Exclude<Sees, 'prose'>, survey: Survey) {
  const each = eachField(TAKES[sees], (text, position) => {
    survey.part(text, position);
    return KEEP;
  });
  return (body: string, position: PartPosition, head: RowHead | undefined): void => {
    each(body, position, head);
  };
}

/** Every field that the step takes comes to it like a document; the others pass it by. Plain text is one field that has no name. */
function eachField(
  takes: (role: RowField['role']) => boolean,
  part: (text: string, position: PartPosition) => Verdict,
) {
  let index = 0;
  let first = true;
  return (body: string, position: PartPosition, head: RowHead | undefined): Verdict => {
    if (position.first) {
      index = 0;
      first = true;
    }
    if (!head) return takes('text') ? part(body, position) : KEEP;
    let out = '';
    for (const { text, ends } of fieldPieces(body)) {
      const field = head.fields[index];
      if (field && takes(field.role)) {
        const last = ends || position.last;
        const verdict = part(text, { ...position, first, last, field, row: head });
        if (verdict.kind === 'drop') return verdict;
        out += verdict.kind === 'change' ? verdict.text : text;
      } else out += text;
      first = ends;
      if (!ends) continue;
      out += FIELD_END;
      index++;
    }
    return passOn(body, out);
  };
}
