import type { StepAudit } from '@/schema/dataset';
import type { Counts, Distribution, QualityReport } from '@/schema/quality';
import { cleaningSteps } from '../cleaning';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 4 });

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:1100px;margin:32px auto;padding:0 16px;color:#2b2620;background:#fbf8f2}
h1{font-size:24px}h2{font-size:18px;margin:32px 0 4px}p{margin:4px 0;color:#6b6258}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:13px}
th,td{padding:3px 10px 3px 0;text-align:right;border-bottom:1px solid #e4ddd0}th:first-child,td:first-child{text-align:left}td.bar{width:40%}td.bar div{height:9px;background:#c9c0b1}
@media(prefers-color-scheme:dark){body{color:#eae4d9;background:#1d1a16}p{color:#a9a093}th,td{border-color:#3a352e}td.bar div{background:#7c7468}}`;

/** Reports of one corpus at several places of the pipeline, the first on the left, as one page that needs nothing else; with what each step did, where it is known. */
export function qualityHtml(reports: readonly QualityReport[], audit?: readonly StepAudit[]): string {
  const [first] = reports;
  if (!first) throw new Error('a page of no report');
  const heads = reports.map(({ stage }) => stage);
  const rows = (['documents', 'words', 'characters', 'bytes'] as const).map((what) =>
    row(
      what,
      reports.map((report) => report[what]),
    ),
  );
  const sampled =
    first.sampledFrom === undefined
      ? ''
      : `<p>A sample of ${number(first.documents)} of ${number(first.sampledFrom)} documents.</p>`;
  const chapters = first.chapters.map((chapter) => {
    const all = reports.map((report) => report.chapters.find(({ id }) => id === chapter.id));
    const cited = chapter.citation ? `<p>${escaped(chapter.citation)}</p>` : '';
    const body =
      chapter.kind === 'counts'
        ? countsTable(
            all.map((c) => (c?.kind === 'counts' ? c : undefined)),
            heads,
          )
        : distributionTable(
            all.map((c) => (c?.kind === 'distribution' ? c : undefined)),
            heads,
          );
    return `<h2>${escaped(chapter.label)}</h2><p>${escaped(chapter.help)}</p>${cited}${body}`;
  });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Quality of ${escaped(first.name)}</title><style>${STYLE}</style>
<h1>Quality of ${escaped(first.name)}</h1>${sampled}
${tableOf(['', ...heads], rows)}
${audit ? stepsTable(audit) : ''}
${chapters.join('\n')}
</html>
`;
}

function stepsTable(audit: readonly StepAudit[]): string {
  const title = '<h2>What the cleaning steps did</h2>';
  if (audit.length === 0) return `${title}<p>No step was on: the text was taken as it came.</p>`;
  const rows = audit.map(({ id, documentsIn, changed, dropped, seconds }) => {
    const label = cleaningSteps.has(id) ? cleaningSteps.get(id).label : id;
    const reasons = Object.entries(dropped).filter(([, count]) => count > 0);
    const total = reasons.reduce((sum, [, count]) => sum + count, 0);
    const why = reasons.map(([reason, count]) => `${number(count)} ${reason}`).join(', ');
    const told = total === 0 ? '0' : `${number(total)} (${why})`;
    const cells = [label, number(documentsIn), number(changed), told, seconds.toFixed(2)];
    return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
  });
  const heads = ['Step', 'Documents in', 'Changed', 'Dropped', 'Seconds'];
  return `${title}<p>In the order in which they ran.</p>${tableOf(heads, rows)}`;
}

function countsTable(all: readonly (Counts | undefined)[], heads: readonly string[]): string {
  const names = [...new Set(all.flatMap((counts) => counts?.entries.map(({ name }) => name) ?? []))];
  const of = (counts: Counts | undefined, name: string) =>
    counts?.entries.find((entry) => entry.name === name)?.count ?? 0;
  const most = Math.max(1, ...names.map((name) => of(all[0], name)));
  const rows = names.map((name) =>
    row(
      name,
      all.map((counts) => of(counts, name)),
      of(all[0], name) / most,
    ),
  );
  return tableOf([all[0]?.unit ?? '', ...heads, ''], rows);
}

function distributionTable(all: readonly (Distribution | undefined)[], heads: readonly string[]): string {
  const [first] = all;
  if (!first) return '';
  const at = (distribution: Distribution | undefined, edge: number) =>
    distribution?.counts[distribution.edges.indexOf(edge)] ?? 0;
  const most = Math.max(1, ...first.counts);
  const rows = first.counts.map((count, i) => {
    const edge = first.edges[i] ?? 0;
    const name = `${number(edge)} to ${number(first.edges[i + 1] ?? 0)} ${first.unit}`;
    return row(
      name,
      all.map((distribution) => at(distribution, edge)),
      count / most,
    );
  });
  const rules = first.thresholds.map(({ rule, drops, value }) => `${rule} drops ${drops} ${number(value)}`);
  const told = [`Median ${all.map((d) => number(d?.median ?? 0)).join(', ')} ${first.unit}`, ...rules].join('; ');
  return `<p>${escaped(told)}.</p>${tableOf([first.unit, ...heads, ''], rows)}`;
}

function row(name: string, values: readonly number[], share?: number): string {
  const cells = values.map((value) => `<td>${number(value)}</td>`).join('');
  const bar = share === undefined ? '' : `<td class="bar"><div style="width:${(100 * share).toFixed(1)}%"></div></td>`;
  return `<tr><td>${escaped(name)}</td>${cells}${bar}</tr>`;
}

const tableOf = (heads: readonly string[], rows: readonly string[]) =>
  `<table><tr>${heads.map((head) => `<th>${escaped(head)}</th>`).join('')}</tr>${rows.join('')}</table>`;
